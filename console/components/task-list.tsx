/** The steps of something that takes several pages, each with its state. */
import { Tag, type TagColour } from './tag.tsx';

export interface Task {
  id: string;
  title: string;
  /** A step without an address cannot be taken yet. */
  href?: string | undefined;
  hint?: string | undefined;
  status: { text: string; colour?: TagColour | undefined };
}

export function TaskList({ tasks }: { tasks: readonly Task[] }) {
  return (
    <ul class="govuk-task-list">
      {tasks.map((task) => (
        <TaskItem key={task.id} {...task} />
      ))}
    </ul>
  );
}

function TaskItem({ id, title, href, hint, status: { text, colour } }: Task) {
  const described = hint === undefined ? `${id}-status` : `${id}-hint ${id}-status`;
  return (
    <li class={`govuk-task-list__item${href === undefined ? '' : ' govuk-task-list__item--with-link'}`}>
      <div class="govuk-task-list__name-and-hint">
        {href === undefined ? (
          <div>{title}</div>
        ) : (
          <a class="govuk-link govuk-task-list__link" href={href} aria-describedby={described}>
            {title}
          </a>
        )}
        {hint === undefined ? null : (
          <div id={`${id}-hint`} class="govuk-task-list__hint">
            {hint}
          </div>
        )}
      </div>
      <div class="govuk-task-list__status" id={`${id}-status`}>
        {colour === undefined ? text : <Tag colour={colour}>{text}</Tag>}
      </div>
    </li>
  );
}
