// Starts the components of govuk-frontend. Every page works without it.
import { initAll } from './govuk.js';
import { helpApplicants } from './applicant.js';
import { startReview } from './review.js';
import { helpUploads } from './scans.js';

document.body.classList.add('js-enabled', 'govuk-frontend-supported');
initAll();
helpApplicants();
helpUploads();
// What a script has put into the page needs its components too.
document.addEventListener('beian:shown', ({ detail }) => initAll({ scope: detail }));
startReview();
