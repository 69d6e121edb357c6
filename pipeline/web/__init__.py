"""The researcher's pages: a Datasette plugin of our own routes and templates over the rooms below.

Reads rows and objects of ``search``, ``compare``, ``store`` and ``review``; writes HTML, SVG, JSON, CSV and XLSX. No SQL here.

==================  =====================================================================================
``application``     a database → the ASGI application, with every limit set
``plugin``          the hooks of Datasette that are used
``guard``           who may ask, and the headers of every answer
``routes``          addresses → pages
``pages/``          one file a page: a request → what the template shows
``templates/``      HTML, escaped by Jinja
``marking charts``  texts with highlights, pictures as SVG
``words``           every word of the interface, Chinese and English
==================  =====================================================================================
"""
