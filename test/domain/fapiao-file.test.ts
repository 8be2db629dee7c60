// What a file is by its content: whole PDF, OFD and XML are taken, whatever else is refused with its reason.
import { zipSync } from 'fflate';
import { MAX_FILE_BYTES, typeOfFile } from '../../domain/fapiao-file';
import { zipNames } from '../../services/application/zip-names';
import { ofd, pdf, zipBomb } from '../support/fapiao-files';

const seen = (bytes: Uint8Array) => {
  const type = typeOfFile(bytes, zipNames);
  return type.ok ? type.value : type.reason.code;
};

test.each([
  ['a PDF', pdf(), 'pdf'],
  ['an OFD', ofd(), 'ofd'],
  ['an XML', Buffer.from('<?xml version="1.0"?><a/>'), 'xml'],
  ['an XML with a byte order mark and blank lines', Buffer.from('\ufeff\r\n  <a/>'), 'xml'],
])('%s is one', (_name, bytes, wanted) => {
  expect(seen(bytes)).toBe(wanted);
});

test.each([
  ['nothing at all', Buffer.alloc(0), 'fileEmpty'],
  ['a picture', Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 'fileKind'],
  ['a program', Buffer.from('MZ\0\0'), 'fileKind'],
  ['words before a PDF', Buffer.from('hello %PDF-1.7 %%EOF'), 'fileKind'],
  ['half a PDF', pdf().subarray(0, 20), 'fileHalf'],
  ['half an OFD', ofd().subarray(0, 60), 'fileHalf'],
  ['another ZIP', Buffer.from(zipSync({ 'word/document.xml': Buffer.from('<w/>') })), 'fileKind'],
  ['an OFD.xml in a folder', Buffer.from(zipSync({ 'x/OFD.xml': Buffer.from('<o/>') })), 'fileKind'],
  ['one byte too much', Buffer.concat([Buffer.from('%PDF-'), Buffer.alloc(MAX_FILE_BYTES - 4)]), 'fileTooLarge'],
])('%s is refused as %s', (_name, bytes, wanted) => {
  expect(seen(bytes)).toBe(wanted);
});

test('a ZIP bomb is refused by what it claims, and nothing of it is unpacked (ASVS 5.0 5.2.3)', () => {
  const bomb = zipBomb();
  expect(bomb.length).toBeLessThan(1024 * 1024);
  expect(seen(bomb)).toBe('fileBomb');
  const many = Object.fromEntries(Array.from({ length: 1_200 }, (_, n) => [`a${n}`, new Uint8Array(0)]));
  expect(seen(ofd(many))).toBe('fileBomb');
});
