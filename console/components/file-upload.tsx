/**
 * A file from disk or camera: a plain field, which a script makes a place to drop a file on (`govuk-file-upload`), and where the
 * person is at a phone a second field that opens the camera.
 */
import { classes, describedBy, FormGroup, isShown, type ControlProps } from './form-group.tsx';
import { useShown } from './refused-form.ts';

export interface FileUploadProps extends ControlProps {
  /** Media types, as the attribute `accept` takes them. */
  accept: readonly string[];
  /** What the script says. */
  words: { choose: string; drop: string; none: string; entered: string; left: string };
}

export function FileUpload(props: FileUploadProps) {
  const { accept, words, ...control } = useShown(props);
  const says = {
    'data-i18n.choose-files-button': words.choose,
    'data-i18n.drop-instruction': words.drop,
    'data-i18n.no-file-chosen': words.none,
    'data-i18n.entered-drop-zone': words.entered,
    'data-i18n.left-drop-zone': words.left,
  };
  return (
    <FormGroup {...control}>
      <div class="govuk-file-upload-wrapper" data-module="govuk-file-upload" {...says}>
        <FileField {...control} accept={accept} />
      </div>
    </FormGroup>
  );
}

/** Opens the camera at once, on devices that have one. */
export function CameraUpload(props: Omit<FileUploadProps, 'words'>) {
  const { accept, ...control } = useShown(props);
  return (
    <FormGroup {...control}>
      <FileField {...control} accept={accept} attributes={{ capture: 'environment' }} />
    </FormGroup>
  );
}

function FileField({ accept, ...control }: Omit<FileUploadProps, 'words'>) {
  return (
    <input
      class={classes('govuk-file-upload', isShown(control.error) && 'govuk-file-upload--error')}
      id={control.id}
      name={control.name ?? control.id}
      type="file"
      accept={accept.join(',')}
      disabled={control.disabled}
      aria-describedby={describedBy(control)}
      {...control.attributes}
    />
  );
}
