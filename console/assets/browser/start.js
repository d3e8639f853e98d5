// Starts the components of govuk-frontend. Every page works without it.
import { initAll } from './govuk.js';
import { helpApplicants } from './applicant.js';
import { startReview } from './review.js';
import { helpUploads } from './scans.js';

document.body.classList.add('js-enabled', 'govuk-frontend-supported');
start();
helpApplicants();
helpUploads();
// What a script has put into the page needs its components too.
document.addEventListener('beian:shown', ({ detail }) => start({ scope: detail }));
startReview();

function start(options) {
  initAll(options);
  // The upload button hides a comma between its words: its name then is not what one sees of it and says to it (WCAG 2.5.3).
  for (const comma of document.querySelectorAll('.govuk-file-upload-button [id$="-comma"]')) comma.remove();
}
