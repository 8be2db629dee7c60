// A colleague in a circle: the family name in Chinese, initials else.
export const initials = (name: string): string =>
  /\p{Script=Han}/u.test(name)
    ? name.slice(0, 1)
    : name
        .split(/[\s.@_-]+/)
        .slice(0, 2)
        .map((part) => part.slice(0, 1).toUpperCase())
        .join('');

export const Avatar = ({ name, mine }: { name: string; mine?: boolean }) => (
  <span className={mine ? 'avatar mine' : 'avatar'} title={name} aria-hidden>
    {initials(name)}
  </span>
);
