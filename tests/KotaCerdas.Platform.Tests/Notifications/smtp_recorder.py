"""Handler for aiosmtpd: keeps accepted messages as files; refuses or puts off some recipients."""
import os

FOLDER = os.environ["SMTP_RECORDER_FOLDER"]


class Recorder:
    @classmethod
    def from_cli(cls, parser, *args):
        return cls()

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("refused"):
            return "550 5.1.1 No such user"
        if address.startswith("busy") and not os.path.exists(os.path.join(FOLDER, "calm")):
            return "451 4.3.0 Try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        name = os.path.join(FOLDER, "%03d.eml" % len(os.listdir(FOLDER)))
        with open(name + ".part", "wb") as file:
            file.write(envelope.content)
        if session.ssl is not None:
            open(os.path.join(FOLDER, "encrypted"), "w").close()
        os.rename(name + ".part", name)
        return "250 OK"
