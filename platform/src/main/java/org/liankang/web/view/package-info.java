/**
 * What every page is made with: {@link org.liankang.web.view.Page} (who asks, in which language, with which look),
 * {@link org.liankang.web.view.Texts} (all visible words), {@link org.liankang.web.view.Views} (template to response)
 * and {@link org.liankang.web.view.Place} (the navigation).
 */
package org.liankang.web.view;
