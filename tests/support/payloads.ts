/* eslint-disable no-template-curly-in-string -- some template languages look like that */
/** What attackers write into the fields of such tools, for the tests of security. */

/** What each of `TEMPLATE_PAYLOADS` would print where it ran: 7 × 1337, or this from the environment. */
export const RESULT = '9359';
export const CANARY = 'canary-of-the-environment';
/** Name of the variable that holds `CANARY` while a test runs. */
export const CANARY_VARIABLE = 'MAIL_CAMPAIGNS_CANARY';

/**
 * Server-side template injection in the languages of the tools that had it: lodash (Strapi CVE-2023-22621), Go
 * (listmonk GHSA-jc7g-x28f-3v3h), Liquid, Handlebars, EJS, Pug, Nunjucks, Twig, Jinja, Freemarker, Velocity, Thymeleaf,
 * ERB, Razor, Smarty, and JavaScript's own prototypes.
 */
export const TEMPLATE_PAYLOADS = [
  '{{7*1337}}',
  '{{ 7 | times: 1337 }}',
  '{{env}}',
  `{{ env "${CANARY_VARIABLE}" }}`,
  `{{ process.env.${CANARY_VARIABLE} }}`,
  '{{constructor.constructor("return 7*1337")()}}',
  '{{ contact.constructor.constructor("return 7*1337")() }}',
  '{{ contact.firstName.constructor }}',
  '{{ __proto__ }}',
  '{{ contact["__proto__"]["polluted"] }}',
  '{{ contact.attributes.__proto__.polluted }}',
  '{{#with "s" as |string|}}{{lookup string.sub "constructor"}}{{/with}}',
  '{{range.constructor("return 7*1337")()}}',
  "{{''.__class__.__mro__[2].__subclasses__()}}",
  "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
  "{{_self.env.registerUndefinedFilterCallback('exec')}}",
  '{% include "/etc/passwd" %}',
  '{% render "/etc/passwd" %}',
  '{% layout "/etc/passwd" %}',
  '{% assign x = 7 | times: 1337 %}{{ x }}',
  '{% for i in (1..3) %}{{ i }}{% endfor %}',
  '{% capture x %}9{% endcapture %}{{ x }}359',
  '{% liquid echo 7 %}',
  '{%- raw -%}{{ x }}{%- endraw -%}',
  '{% debug %}',
  '<%= 7*1337 %>',
  `<%= process.env.${CANARY_VARIABLE} %>`,
  "<%= global.process.mainModule.require('child_process').execSync('id') %>",
  '${7*1337}',
  `\${process.env.${CANARY_VARIABLE}}`,
  '#{7*1337}',
  '*{7*1337}',
  '@(7*1337)',
  '~{7*1337}',
  '[[${7*1337}]]',
  '[=7*1337]',
  '<#assign x=7*1337>${x}',
  '#set($x=7*1337)$x',
  '{php}echo 7*1337;{/php}',
  '<?php echo 7*1337 ?>',
  '<% 7*1337 %>{{{7*1337}}}',
  '{{=7*1337}}',
] as const;

/** Line ends and control characters in every form in which they reached a header somewhere. */
export const HEADER_PAYLOADS = [
  'x\r\nBcc: victima@victimas.example',
  'x\nBcc: victima@victimas.example',
  'x\rBcc: victima@victimas.example',
  'x\r\n\r\n<script>alert(1)</script>',
  'x\r\n.\r\nMAIL FROM:<a@evil.example>\r\nRCPT TO:<victima@victimas.example>',
  'x\u0000\r\nX-Injected: 1',
  'x\u2028Bcc: victima@victimas.example',
  'x\u0085Bcc: victima@victimas.example',
  'x\v\fBcc: victima@victimas.example',
  '=?utf-8?q?x=0d=0aBcc=3a_victima=40victimas.example?=',
  'x%0d%0aBcc: victima@victimas.example',
] as const;

/** Texts that some parser takes for two addresses, another address, or a command. */
export const ADDRESS_PAYLOADS = [
  'a@x.example, victima@victimas.example',
  'a@x.example,victima@victimas.example',
  'a@x.example; victima@victimas.example',
  'a@x.example victima@victimas.example',
  'a@x.example\r\nBcc: victima@victimas.example',
  'a@x.example\nRCPT TO:<victima@victimas.example>',
  'a@x.example\u2028victima@victimas.example',
  'a@x.example\0victima@victimas.example',
  '<a@x.example>',
  'Ana <a@x.example>',
  'Ana <a@x.example>, <victima@victimas.example>',
  '<a@x.example>,<victima@victimas.example>',
  'a@x.example> SIZE=1 <victima@victimas.example',
  '"a@x.example, victima"@victimas.example',
  '"victima@victimas.example"@x.example',
  'a@x.example(victima@victimas.example)',
  'a(x)@x.example',
  'grupo: a@x.example, victima@victimas.example;',
  '@x.example:victima@victimas.example',
  'a@@victimas.example',
  'a@[127.0.0.1]',
  'a@[IPv6:::1]',
  'a@localhost',
  'a@127.0.0.1',
  'a@x.example.',
  'a@-x.example',
  'mailto:a@x.example?bcc=victima@victimas.example',
  '',
  '@',
] as const;

/** SQL in the ways in which the three databases quote, comment and wait; wildcards and placeholders. */
export const SQL_PAYLOADS = [
  "'",
  '"',
  '`',
  "''",
  "' OR '1'='1",
  "' OR 1=1 --",
  "') OR ('1'='1",
  '" OR ""="',
  "'; DROP TABLE mail_campaigns_contacts; --",
  "' UNION SELECT id,email,password,1,1,1 FROM admin_users --",
  "' AND (SELECT substr(password,1,1) FROM admin_users LIMIT 1)='$",
  "'||(SELECT password FROM admin_users LIMIT 1)||'",
  "' AND 1=CAST((SELECT password FROM admin_users LIMIT 1) AS int) --",
  "1' AND pg_sleep(5) --",
  "1' AND sleep(5) #",
  "\\' OR 1=1 --",
  '%27 OR 1=1',
  '%',
  '_',
  '|',
  'x|%|_',
  '??',
  '?',
  ':search',
  '$1',
  '{{1}}',
  'ａｎａ＇ OR 1=1',
] as const;

/** Markup and addresses that run in a page which prints or follows them as they are. Each would call `alert`. */
export const SCRIPT_PAYLOADS = [
  '<script>alert(1)</script>',
  '"><script>alert(1)</script>',
  "'><img src=x onerror=alert(1)>",
  '<img src=x onerror=alert`1`>',
  '<svg/onload=alert(1)>',
  '" autofocus onfocus=alert(1) x="',
  "' onmouseover='alert(1)' style='position:fixed;inset:0'",
  '</title><script>alert(1)</script>',
  '</style><script>alert(1)</script>',
  '</textarea><script>alert(1)</script>',
  '<iframe srcdoc="<script>parent.alert(1)</script>">',
  'javascript:alert(1)',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '<!--><script>alert(1)</script-->',
  '\u2028<a href="javascript:alert(1)">clic</a>',
  '{{constructor.constructor("alert(1)")()}}',
] as const;
