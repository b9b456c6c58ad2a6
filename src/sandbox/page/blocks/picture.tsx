/** Only pictures of this machine are loaded; of others there is the description. */
export function Picture({ url, alt, isSmall = false }: { url: string; alt: string; isSmall?: boolean }) {
  const isLocal = url.startsWith(`${location.origin}/`) || url.startsWith('data:image/');
  const kind = isSmall ? 'picture picture-small' : 'picture';
  if (isLocal) return <img class={kind} src={url} alt={alt} />;
  return (
    <span class={`${kind} picture-elsewhere`} title="Pictures from elsewhere are not loaded here">
      {alt}
    </span>
  );
}
