"""About messages, the server that takes them, and what became of each."""

from itaxl.core.sentences.sentence import Sentence, error, info, warning

_NOTHING_TH, _NOTHING_EN = "ไม่ต้องทำอะไร", "nothing to do"
_OWED_TH = "[ เกินกำหนด {late}][ ใกล้ครบกำหนด {soon}][ ต้องแก้ {errors} จุด]"
_OWED_EN = "[ overdue {late},][ due soon {soon},][ to be mended {errors},]"

SENTENCES: dict[str, Sentence] = {
    # --- who gets what -------------------------------------------------------------------------------------
    "mail-letter": info(
        "{found}: ถึง {to}[ สำเนา {copy}] · {subject}[ · แนบ {attachment} ({size})]", _NOTHING_TH,
        "{found}: to {to}[, copy to {copy}] · {subject}[ · attached {attachment} ({size})]", _NOTHING_EN,
    ),
    "mail-unit-unreachable": warning(
        "{found} มีเรื่องต้องแจ้ง:" + _OWED_TH + " แต่ไม่มีอีเมลที่ใช้ได้ จึงไม่มีข้อความถึงหน่วยงานนี้",
        "กรอกอีเมลหนึ่งที่อยู่ เป็นตัวอักษรอังกฤษ ในแผ่น หน่วยงาน ของแผน (ใช้ของหน่วยงานที่สังกัดได้) หรือแจ้งทางอื่น",
        "{found} owes something:" + _OWED_EN + " but has no usable e-mail address, so that there is no message to it",
        "fill in one address, in Latin letters, on the sheet “หน่วยงาน” of the plan (its parent's will do), or tell it "
        "in another way",
    ),
    "mail-unit-unnamed": warning(
        "มาตรการที่ยังไม่มีผู้รับผิดชอบมีเรื่องต้องแจ้ง:" + _OWED_TH + " จึงไม่รู้ว่าจะส่งถึงใคร",
        "ระบุหน่วยงานดำเนินการในแผ่น มาตรการ ของแผน",
        "measures without a unit have something to tell:" + _OWED_EN + " and nobody to tell it to",
        "name their unit on the sheet “มาตรการ” of the plan",
    ),
    "mail-no-one": info(
        "ไม่มีหน่วยงานใดค้างรายการ จึงไม่มีข้อความที่ต้องส่ง", _NOTHING_TH,
        "no unit owes anything: there is nothing to send", _NOTHING_EN,
    ),
    "mail-no-address": warning(
        "มีเรื่องต้องแจ้ง แต่ไม่มีที่อยู่อีเมลที่จะส่งถึง จึงไม่ได้เขียนข้อความใด", "ดูแต่ละเรื่องต่อจากนี้ แล้วแก้ในแผน",
        "there is something to tell, but no address to send it to: no message was written",
        "see each below, and mend the plan",
    ),
    "mail-no-recipient": error(
        "ยังไม่รู้ว่าจะส่งสรุปถึงใคร",
        "ระบุ --to ตามด้วยอีเมล หรือระบุ --plan ที่กรอก ผู้รับรายงาน ไว้",
        "nothing says whom the summary is for",
        "give --to with an address, or --plan with a plan that has “ผู้รับรายงาน” filled in",
    ),
    "mail-address-wrong": error(
        "“{found}” ไม่ใช่ที่อยู่อีเมลที่ใช้ได้[ ({why})]",
        "พิมพ์เช่น palad@nakhok.example หนึ่งที่อยู่ต่อหนึ่ง --to",
        "“{found}” is no e-mail address that can be used[ ({why})]",
        "write it like palad@nakhok.example, one address for each --to",
    ),
    "mail-address-international": error(
        "ยังส่งถึงที่อยู่อีเมลที่มีอักษรนอกภาษาอังกฤษไม่ได้: “{found}”",
        "ขอที่อยู่อีเมลที่เป็นอักษรอังกฤษล้วนของผู้รับ",
        "addresses with letters outside plain English are not supported: “{found}”",
        "ask the recipient for an address in plain English letters",
    ),
    "mail-attachment-kind": error(
        "ไฟล์แนบ “{file}” เป็นชนิด {found} ซึ่งส่งไม่ได้ ส่งได้เฉพาะ .xlsx",
        "บันทึกเป็น .xlsx หรือสร้างไฟล์สรุปใหม่ด้วย itaxl consolidate แล้วส่งไฟล์นั้น",
        "“{file}” is of the kind {found}, and is not sent: only .xlsx is",
        "save it as .xlsx, or write the summary again with itaxl consolidate, and send that",
    ),
    "mail-attachment-unsafe": error(
        "ไฟล์แนบ “{file}” มีแมโครหรือลิงก์ไปไฟล์อื่น จึงไม่ส่ง",
        "สร้างไฟล์สรุปใหม่ด้วย itaxl consolidate แล้วส่งไฟล์นั้น",
        "“{file}” has macros or links to other workbooks, and is not sent",
        "write the summary again with itaxl consolidate, and send that",
    ),
    "done-drafts-again": info(
        "เขียนร่างอีเมล {count} ฉบับไว้ในโฟลเดอร์ {found} (รายชื่อใน {table}) อีก {sent} ฉบับส่งไปแล้วก่อนหน้านี้ ไม่ต้องส่งซ้ำ",
        "ส่งเฉพาะฉบับที่ในรายชื่อยังไม่มีคำว่า ส่งแล้ว หรือสั่งซ้ำโดยเพิ่ม --send",
        "drafts in the folder {found}: {count} (listed in {table}); sent before and not to be sent again: {sent}",
        "send only those that the list does not show as sent, or run this again with --send",
    ),
    "mail-other-offices": error(
        "ไฟล์ที่ส่งกลับ {count} จาก {all} ไฟล์เป็นของหน่วยงานอื่น ไม่ใช่ของ {ours} จึงไม่ได้เตือนหน่วยงานใด",
        "ตรวจชื่อหน่วยงานและปีงบประมาณในแผ่น ตั้งค่า ของแผน แล้วสั่งใหม่",
        "of the returned files, {count} of {all} are of another office or year than {ours}: no unit was reminded",
        "check the name of the office and the fiscal year on the sheet “ตั้งค่า” of the plan, and run this again",
    ),
    "mail-summary-foreign": error(
        "สรุปนี้เป็นของ {theirs} แต่แผนเป็นของ {ours} จึงไม่ส่งถึงใคร",
        "ระบุสรุปและแผนของหน่วยงานและปีเดียวกัน หากแก้ชื่อในแผนแล้ว ให้สรุปใหม่ด้วย itaxl consolidate",
        "this summary is of {theirs}, the plan of {ours}: it is sent to nobody",
        "give summary and plan of one office and year; if the plan's name was corrected, write the summary again with "
        "itaxl consolidate",
    ),
    "mail-not-returns": error(
        "{found} ไม่ใช่แบบติดตามที่หน่วยงานส่งกลับ จึงไม่ได้เตือนหน่วยงานใด",
        "ระบุไฟล์หรือโฟลเดอร์ที่หน่วยงานส่งกลับ ไฟล์สรุปของครั้งก่อนให้ใส่หลัง --previous",
        "{found}: that is no return of a unit, so that no unit was reminded",
        "name the files that units returned, or their folder; an earlier summary goes after --previous",
    ),
    "mail-nothing-returned": warning(
        "ไม่พบไฟล์ที่ส่งกลับใน {found} ทุกหน่วยงานจึงนับว่ายังไม่ส่ง",
        "หากมีหน่วยงานส่งแล้ว ตรวจว่าระบุโฟลเดอร์ถูก ก่อนส่งข้อความ",
        "no returned file was found in {found}: every unit counts as not having reported",
        "if any has, check that this is the right folder before anything is sent",
    ),
    "done-drafts": info(
        "เขียนร่างอีเมล {count} ฉบับไว้ในโฟลเดอร์ {found} (รายชื่อใน {table}) ยังไม่ได้ส่ง",
        "เปิดดูทีละฉบับแล้วส่งเอง หรือสั่งซ้ำโดยเพิ่ม --send",
        "drafts in the folder {found}: {count} (listed in {table}); nothing was sent",
        "open them and send them yourself, or run this again with --send",
    ),
    "mail-draft-removed": info(
        "ลบร่าง “{found}” ของครั้งก่อน เพราะไม่มีเรื่องต้องแจ้งแล้ว", _NOTHING_TH,
        "removed the draft “{found}” of an earlier run: there is nothing to tell any more", _NOTHING_EN,
    ),
    "mail-draft-kept": warning(
        "ร่าง “{found}” ถูกแก้ไขหลังจากโปรแกรมเขียน หรือไฟล์ไม่ครบ จึงคงไว้อย่างนั้น และโปรแกรมจะไม่ส่งฉบับนี้ให้",
        "ส่งเองจากโปรแกรมอีเมล หรือลบไฟล์นี้แล้วสั่งใหม่เพื่อใช้ข้อความของโปรแกรม",
        "the draft “{found}” was edited since it was written, or is cut off: it is left so, and not sent from here",
        "send it yourself from a mail program, or delete the file and run this again for the program's own message",
    ),
    "mail-drafted": info(
        "{found} → {to}: เขียนร่างไว้ ยังไม่ได้ส่ง", _NOTHING_TH,
        "{found} → {to}: drafted, not sent", _NOTHING_EN,
    ),
    # --- before anything is sent ---------------------------------------------------------------------------
    "mail-plan-needed": error(
        "การส่งต้องรู้เครื่องแม่ข่ายและผู้ส่งจากแผน",
        "เพิ่ม --plan ตามด้วยไฟล์แผนที่ตั้งค่าอีเมลไว้",
        "to send, the server and the sender must be known from the plan",
        "add --plan with a plan that has mail set up",
    ),
    "mail-not-ready": error(
        "แผนยังไม่ได้ตั้งค่าเครื่องแม่ข่ายอีเมล จึงส่งไม่ได้",
        "กรอกเครื่องแม่ข่ายอีเมล พอร์ต ความปลอดภัย และผู้ส่งในแผ่น ตั้งค่า หรือส่งร่างในโฟลเดอร์เอง",
        "the plan has no mail server set up, so that nothing can be sent",
        "fill in the server, port, security and sender on the sheet “ตั้งค่า”, or send the drafts yourself",
    ),
    "mail-rate-wrong": error(
        "--rate ต้องเป็นจำนวนฉบับต่อนาที ตั้งแต่ 1 ขึ้นไป",
        "ใช้ค่าเริ่มต้น 20 หรือค่าที่ผู้ให้บริการอีเมลอนุญาต",
        "--rate is the number of messages a minute, 1 or more",
        "leave it at 20, or take what the mail provider allows",
    ),
    "mail-outbox-busy": error(
        "การส่งอีกครั้งหนึ่งกำลังใช้ {found} อยู่",
        "รอให้เสร็จก่อน แล้วสั่งใหม่",
        "another run is using {found}",
        "wait until it is done, and run this again",
    ),
    "mail-ledger-damaged": error(
        "อ่านบันทึกการส่ง {found} ไม่ได้ จึงไม่รู้ว่าส่งอะไรไปแล้ว",
        "กู้ไฟล์นี้คืน หรือใช้ --outbox โฟลเดอร์ใหม่ ซึ่งจะส่งทุกฉบับอีกครั้ง",
        "the ledger {found} cannot be read, so that nobody knows what was sent",
        "restore the file, or give another --outbox, which sends everything again",
    ),
    "mail-server-unreachable": error(
        "ติดต่อเครื่องแม่ข่ายอีเมล {found} ไม่ได้[ ({why})]",
        "ตรวจชื่อเครื่อง พอร์ต และความปลอดภัยในแผ่น ตั้งค่า (465 ใช้กับ ssl, 587 ใช้กับ starttls) และอินเทอร์เน็ต "
        "แล้วสั่งใหม่ ร่างยังอยู่ครบ",
        "the mail server {found} cannot be reached[ ({why})]",
        "check server, port and security on the sheet “ตั้งค่า” (465 goes with ssl, 587 with starttls) and the network, "
        "and run this again; the drafts are kept",
    ),
    "mail-tls-missing": error(
        "เครื่องแม่ข่าย {found} ไม่รับการเข้ารหัส (STARTTLS) จึงไม่ส่งอะไร",
        "ตั้งพอร์ต 465 กับ ssl หรือถามผู้ให้บริการอีเมล",
        "the server {found} offers no encryption (STARTTLS), so that nothing was sent",
        "set port 465 with ssl, or ask the mail provider",
    ),
    "mail-certificate": error(
        "ใบรับรองของเครื่องแม่ข่าย {found} เชื่อถือไม่ได้ ({why}) จึงไม่ส่งอะไร",
        "ตรวจชื่อเครื่องแม่ข่ายและวันที่ของเครื่องนี้ หรือแจ้งผู้ดูแลอีเมล",
        "the certificate of the server {found} cannot be trusted ({why}), so that nothing was sent",
        "check the server's name and this machine's date, or tell whoever runs the server",
    ),
    "mail-secret-missing": error(
        "เครื่องแม่ข่าย {found} ให้เข้าสู่ระบบ แต่ไม่พบรหัสผ่านของ {sender}",
        "ตั้งตัวแปร ITAXL_MAIL_PASSWORD (หรือ ITAXL_MAIL_TOKEN สำหรับ XOAUTH2) หรือเก็บใน keyring ชื่อ itaxl",
        "the server {found} wants a log-in, but there is no password for {sender}",
        "set ITAXL_MAIL_PASSWORD (or ITAXL_MAIL_TOKEN for XOAUTH2), or keep it in the keyring as itaxl",
    ),
    "mail-secret-unusable": error(
        "{found} มีอักขระที่ส่งให้เครื่องแม่ข่ายไม่ได้",
        "ใช้เฉพาะอักษรอังกฤษ ตัวเลข และเครื่องหมาย ไม่มีการขึ้นบรรทัดใหม่",
        "{found} has characters that cannot be sent to a server",
        "use plain English letters, digits and signs, and no line break",
    ),
    "mail-login-refused": error(
        "เครื่องแม่ข่าย {found} ไม่ให้ {sender} เข้าสู่ระบบ: {words}",
        "ตรวจรหัสผ่านหรือโทเค็น Microsoft 365 และ Google มักต้องใช้ XOAUTH2 หรือรหัสผ่านสำหรับแอป ถามผู้ดูแลระบบ",
        "the server {found} does not let {sender} in: {words}",
        "check the password or token; Microsoft 365 and Google mostly need XOAUTH2 or an app password: ask for it",
    ),
    "mail-login-needed": error(
        "เครื่องแม่ข่าย {found} ไม่รับข้อความจาก {sender} ที่ไม่ได้เข้าสู่ระบบ: {words}",
        "ให้ผู้ดูแลเปิดการเข้าสู่ระบบ (SMTP AUTH) ของที่อยู่นี้ หรือใช้พอร์ต 465 กับ ssl หรือ 587 กับ starttls "
        "และตั้ง ITAXL_MAIL_PASSWORD หรือ ITAXL_MAIL_TOKEN แล้วสั่งใหม่",
        "the server {found} takes nothing from {sender} without a log-in: {words}",
        "have log-in (SMTP AUTH) switched on for this address, or use port 465 with ssl or 587 with starttls, and set "
        "ITAXL_MAIL_PASSWORD or ITAXL_MAIL_TOKEN; then run this again",
    ),
    # --- what became of each -------------------------------------------------------------------------------
    "mail-accepted": info(
        "{found} → {to}: ส่งแล้ว ({words})", _NOTHING_TH,
        "{found} → {to}: accepted ({words})", _NOTHING_EN,
    ),
    "mail-accepted-before": info(
        "{found} → {to}: ส่งไปแล้วก่อนหน้านี้ ไม่ส่งซ้ำ", _NOTHING_TH,
        "{found} → {to}: was accepted before, and is not sent again", _NOTHING_EN,
    ),
    "mail-refused": error(
        "{found} → {to}: เครื่องแม่ข่ายไม่รับ: {words}",
        "ตรวจที่อยู่อีเมลในแผน หรือแจ้งผู้รับ แล้วสั่งใหม่ ฉบับที่ส่งแล้วจะไม่ถูกส่งซ้ำ",
        "{found} → {to}: refused by the server: {words}",
        "check the address in the plan or tell the recipient, and run this again; nothing accepted is sent twice",
    ),
    "mail-too-large": error(
        "{found} → {to}: ข้อความ {size} ใหญ่กว่าที่เครื่องแม่ข่ายรับ ({limit})",
        "ส่งไฟล์ทางอื่น หรือขอให้ผู้ดูแลเพิ่มขนาดที่รับ",
        "{found} → {to}: the message of {size} is larger than the server takes ({limit})",
        "send the file in another way, or ask for a larger limit",
    ),
    "mail-refused-size": error(
        "{found} → {to}: เครื่องแม่ข่ายไม่รับข้อความขนาด {size}: {words}",
        "ส่งไฟล์ทางอื่น หรือขอให้ผู้ดูแลเพิ่มขนาดที่รับ หากคำตอบว่ากล่องจดหมายเต็ม ให้แจ้งผู้รับ แล้วสั่งใหม่",
        "{found} → {to}: the server does not take a message of {size}: {words}",
        "send the file in another way, or ask for a larger limit; where it says that the mailbox is full, tell the "
        "recipient and run this again",
    ),
    "mail-stopped": error(
        "{found} → {to}: ยังไม่ได้ส่ง เพราะการเชื่อมต่อกับเครื่องแม่ข่ายขาดสองครั้งติดกัน[: {words}]",
        "ตรวจอินเทอร์เน็ตหรือถามผู้ดูแลอีเมล แล้วสั่งใหม่ ฉบับที่ส่งแล้วจะไม่ถูกส่งซ้ำ",
        "{found} → {to}: not sent, because the connection to the server broke twice in a row[: {words}]",
        "look at the network or ask whoever runs the server, and run this again; nothing accepted is sent twice",
    ),
    "mail-edited": error(
        "{found} → {to}: ไม่ได้ส่ง เพราะร่าง “{file}” ถูกแก้ไขหรือไฟล์ไม่ครบ",
        "ส่งร่างนั้นเองจากโปรแกรมอีเมล หรือลบไฟล์นั้นแล้วสั่งใหม่เพื่อส่งข้อความของโปรแกรม",
        "{found} → {to}: not sent, because the draft “{file}” was edited or is cut off",
        "send that draft yourself from a mail program, or delete the file and run this again for the program's message",
    ),
    "mail-put-off": error(
        "{found} → {to}: ยังไม่ได้ส่ง[: {words}]",
        "สั่งใหม่ภายหลัง ฉบับที่ส่งแล้วจะไม่ถูกส่งซ้ำ",
        "{found} → {to}: not sent yet[: {words}]",
        "run this again later; nothing accepted is sent twice",
    ),
    "mail-unknown": error(
        "{found} → {to}: ไม่รู้ว่าเครื่องแม่ข่ายรับไว้หรือไม่ เพราะการเชื่อมต่อขาดหรือถูกสั่งหยุดระหว่างส่ง จึงไม่ส่งซ้ำเอง",
        "ถามผู้รับหรือดูสำเนาของผู้ส่ง หากยังไม่ได้รับให้สั่งใหม่โดยเพิ่ม --resend",
        "{found} → {to}: nobody knows whether the server took it: the connection broke, or the run ended, while it was "
        "sent",
        "ask the recipient or look for the sender's copy; if it did not arrive, run this again with --resend",
    ),
    "mail-waiting": info(
        "{found} ยังไม่รับ {count} ฉบับ[ ({words})] รอ {seconds} วินาที แล้วลองใหม่เอง", "รอ หรือกด Ctrl+C แล้วสั่งใหม่ภายหลัง",
        "{found} does not take messages yet: {count}[ ({words})]; waiting {seconds} seconds to try again",
        "wait, or press Ctrl+C and run this again later",
    ),
    "mail-interrupted": error(
        "การส่งถูกสั่งหยุดกลางทาง ส่งไปแล้ว {accepted} (นับตามผู้รับ)",
        "ดูผลของแต่ละฉบับใน {table} ของโฟลเดอร์ {found} แล้วสั่งใหม่ ฉบับที่ส่งแล้วจะไม่ถูกส่งซ้ำ ฉบับที่ไม่ทราบผลส่งซ้ำเมื่อเพิ่ม --resend",
        "stopped while messages went; accepted so far: {accepted} (recipients)",
        "see {table} in {found} for what became of each, and run this again: nothing accepted is sent twice, and what "
        "is unknown goes again with --resend",
    ),
    "done-sent": info(
        "ส่งแล้ว {accepted} ส่งไปก่อนหน้านี้ {before} ไม่สำเร็จ {failed} (นับตามผู้รับ) สำเนาและรายชื่ออยู่ในโฟลเดอร์ {found}",
        "ดูรายละเอียดใน {table}",
        "accepted now: {accepted}, before: {before}, failed: {failed} (recipients); copies and the list are in {found}",
        "see {table}",
    ),
}  # fmt: skip
"""By problem code."""
