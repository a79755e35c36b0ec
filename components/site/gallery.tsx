import type { ItemDetail } from "./item-model";
import type { Picture } from "./model";

/** The first picture large, the others below it. */
export function Gallery({ item }: { item: ItemDetail }) {
  const [first, ...others] = item.pictures.length > 0 ? item.pictures : [item.picture];
  return (
    <div className="gallery">
      {first && <Photo picture={first} className="gallery-first" />}
      {others.length > 0 && (
        <ul className="gallery-others">
          {others.map((picture) => (
            <li key={picture.src}>
              <a href={picture.src}>
                <Photo picture={picture} />
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Photo({ picture, className }: { picture: Picture; className?: string }) {
  const { src, width, height, alt } = picture;
  return <img className={className} src={src} width={width} height={height} alt={alt} />;
}
