/** The frame of every page: head, header with language and sign-out, navigation of the desk, notice, content. */
import type { ComponentChildren, JSX } from 'preact';
import type { CallerRole } from '../../domain/role.ts';
import { assetUrl } from '../assets/assets.ts';
import { sayIn, TAGS, type Language, type Say, type Text } from '../texts/texts.ts';
import { DESK, type Place } from './navigation.ts';
import { texts } from './texts.ts';

export interface Framed {
  readonly language: Language;
  readonly title: string;
  readonly path: string;
  readonly body: ComponentChildren;
  readonly wide?: boolean | undefined;
  readonly follows?: string | undefined;
  /** Tables of the page are drawn. */
  readonly charts?: boolean | undefined;
  readonly notice?: Text | undefined;
  /** Who is signed in; without it the page is for everybody. */
  readonly visitor?: { readonly id: string; readonly role: CallerRole; readonly csrf: string } | undefined;
  readonly places: readonly Place[];
}

export function Frame({
  language,
  title,
  path,
  body,
  wide = false,
  follows,
  charts = false,
  notice,
  visitor,
  places,
}: Framed): JSX.Element {
  const say = sayIn(language);
  const width = wide ? 'beian-wide' : 'govuk-width-container';
  return (
    <html lang={TAGS[language]} class="govuk-template">
      <head>
        <meta charset="utf-8" />
        <title>{`${title} – ${say(texts.name)}`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="htmx-config" content='{"includeIndicatorCSS":false}' />
        <link rel="stylesheet" href={assetUrl('console.css')} />
        <link rel="icon" href={assetUrl('icon.svg')} type="image/svg+xml" />
        <script type="module" src={assetUrl('start.js')} />
        <script type="module" src={assetUrl('follow.js')} />
        <script defer src={assetUrl('htmx.js')} />
        {charts ? (
          <>
            <link rel="stylesheet" href={assetUrl('uplot.css')} />
            <script defer src={assetUrl('uplot.js')} />
            <script defer src={assetUrl('charts.js')} />
          </>
        ) : undefined}
      </head>
      <body class="govuk-template__body" {...(follows === undefined ? {} : { 'data-follows': follows })}>
        <a href="#main" class="govuk-skip-link">
          {say(texts.skip)}
        </a>
        <Header say={say} width={width} language={language} path={path} visitor={visitor} />
        <Places say={say} width={width} places={places} path={path} />
        <Stale say={say} width={width} follows={follows} path={path} />
        <div class={width}>
          <main class="govuk-main-wrapper" id="main" tabIndex={-1}>
            {notice === undefined ? undefined : <Notice say={say} notice={notice} />}
            {body}
          </main>
        </div>
      </body>
    </html>
  );
}

interface Said {
  readonly say: Say;
}

interface Part extends Said {
  /** Class of what holds the content, so that every part of a page begins at the same edge. */
  readonly width: string;
}

function Header({
  say,
  width,
  language,
  path,
  visitor,
}: Part & Pick<Framed, 'language' | 'path' | 'visitor'>): JSX.Element {
  const other: Language = language === 'zh' ? 'en' : 'zh';
  return (
    <header class="beian-header">
      <div class={width}>
        <div class="beian-header__row">
          <a
            class="beian-header__name govuk-link--no-underline"
            href={visitor === undefined ? '/' : DESK[visitor.role]}
          >
            {say(texts.name)}
          </a>
          {visitor === undefined ? undefined : (
            <span>{say(texts.signedInAs, { role: say(texts[visitor.role]), id: visitor.id })}</span>
          )}
          <a href={`/language/${other}?back=${encodeURIComponent(path)}`} lang={TAGS[other]} hreflang={TAGS[other]}>
            {say(texts.otherLanguage)}
          </a>
          {visitor === undefined ? undefined : (
            <form method="post" action="/sign-out">
              <CsrfField csrf={visitor.csrf} />
              <button type="submit" class="beian-header__button">
                {say(texts.signOut)}
              </button>
            </form>
          )}
        </div>
      </div>
    </header>
  );
}

function Places({ say, width, places, path }: Part & Pick<Framed, 'places' | 'path'>): JSX.Element | null {
  if (places.length === 0) return null;
  const here = places.filter((place) => isAt(path, place.path)).toSorted((a, b) => b.path.length - a.path.length)[0];
  return (
    <nav class="beian-navigation" aria-label={say(texts.navigation)}>
      <div class={width}>
        <ul class="beian-navigation__places">
          {places.map((place) => (
            <li key={place.path}>
              <a
                class="govuk-link govuk-link--no-visited-state"
                href={place.path}
                {...(place === here ? { 'aria-current': 'page' } : {})}
              >
                {say(place.name)}
              </a>
            </li>
          ))}
        </ul>
      </div>
    </nav>
  );
}

const isAt = (path: string, place: string): boolean =>
  path === place || (place !== '/' && path.startsWith(`${place}/`));

/** Shown by `follow.js` when the connection breaks off, or when something has changed and the person is typing. */
function Stale({ say, width, follows, path }: Part & Pick<Framed, 'follows' | 'path'>): JSX.Element | null {
  if (follows === undefined) return null;
  return (
    <div class="beian-stale" role="status" data-stale hidden>
      <div class={width}>
        <span data-when="lost">{say(texts.stale)}</span>
        <span data-when="changed">{say(texts.changed)}</span>{' '}
        <a class="govuk-link" href={path} data-when="changed">
          {say(texts.reload)}
        </a>
      </div>
    </div>
  );
}

function Notice({ say, notice }: Said & { notice: Text }): JSX.Element {
  return (
    <div
      class="govuk-notification-banner govuk-notification-banner--success"
      role="alert"
      aria-labelledby="notice-title"
      data-module="govuk-notification-banner"
    >
      <div class="govuk-notification-banner__header">
        <h2 class="govuk-notification-banner__title" id="notice-title">
          {say(texts.notice)}
        </h2>
      </div>
      <div class="govuk-notification-banner__content">
        <p class="govuk-notification-banner__heading">{say(notice)}</p>
      </div>
    </div>
  );
}

/** The proof that a form came from a page of the console; every form that does something has one. */
export const CsrfField = ({ csrf }: { readonly csrf: string }): JSX.Element => (
  <input type="hidden" name="csrf" value={csrf} />
);
