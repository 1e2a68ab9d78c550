/** The live what-if page. */
document.body.dataset.ready = "true";
