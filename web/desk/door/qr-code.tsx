// A QR code as one path: sharp at any size, black on white in the dark too, since scanners want it so.
import qrcode from 'qrcode-generator';

const QUIET = 4;

export function QrCode({ text, label }: { text: string; label: string }) {
  const code = qrcode(0, 'M');
  code.addData(text);
  code.make();
  const size = code.getModuleCount();
  const dots: string[] = [];
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) if (code.isDark(y, x)) dots.push(`M${x + QUIET} ${y + QUIET}h1v1h-1z`);
  }
  const side = size + 2 * QUIET;
  return (
    <svg className="qr" role="img" aria-label={label} viewBox={`0 0 ${side} ${side}`} shapeRendering="crispEdges">
      <rect width={side} height={side} fill="#fff" />
      <path d={dots.join('')} fill="#000" />
    </svg>
  );
}
