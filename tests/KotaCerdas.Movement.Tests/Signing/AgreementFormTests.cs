using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Movement.Features.Signing;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Movement.Tests.Agreements;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using static KotaCerdas.Movement.Tests.Signing.SigningDay;

namespace KotaCerdas.Movement.Tests.Signing;

/// <summary>Every legal form is made, numbered, signed and checked as the memorandum is; who comes first is said in one place.</summary>
public sealed class AgreementFormTests
{
    private static readonly RegionCode Region = BothSides.PagarAlam;
    private static readonly DateOnly Until = new(2026, 6, 1);

    [Theory, OnEachDatabase]
    public async Task A_joint_agreement_with_a_bank_is_signed_by_both_in_any_order_with_its_work_plan_and_witnesses(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var day = Over(database);
        var bank = TestPeople.Office("partner-officer", "16.72");
        var id = await DraftWithBankAsync(day, bank, "kerja-sama-bank");
        Ok(await day.Sides.AsAsync(day.Sides.Region, (ChangeParty o) => o.AttendAsync(
            Region, id, (AttendanceKind.Witness, "Kepala Badan Pendapatan Daerah", "Pemerintah Kota Pagar Alam", false), default)));
        await OutAsync(day, id, bank);

        Assert.Equal("Movement.Signing.NotYours",
            (await day.SignAsync(TestPeople.Office("partner-officer", "16.72"), Region, id)).Problem.Code);
        Assert.False(Ok(await day.SignAsync(bank, Region, id)));
        Assert.True(Ok(await day.SignAsync(day.Sides.Head, Region, id)));

        var (sheet, text) = await PrintedAsync(day, id);
        Assert.Equal("001/KB/16.72/III/2026", sheet.Document.Number);
        Assert.Equal("Penerimaan Pajak dan Retribusi Daerah serta Layanan Nontunai", sheet.Document.Title);
        Assert.Equal(
            [("Wali Kota Pagar Alam", true), ("Direktur Utama", true)],
            sheet.Lines.Select(l => (l.Place.Office, l.Signature is not null)));
        Assert.Contains("LAMPIRAN: RENCANA KERJA", text, StringComparison.Ordinal);
        Assert.Contains("Kanal pembayaran pajak dan retribusi siap dipakai", text, StringComparison.Ordinal);
        Assert.Contains("Kepala Badan Pendapatan Daerah, Pemerintah Kota Pagar Alam", text, StringComparison.Ordinal);
        Assert.Contains("24 (dua puluh empat) bulan", text, StringComparison.Ordinal);
        Assert.Equal(AgreementState.InForce, (await day.Sides.FileAsync(id)).Agreement.State);
        await day.AssertSoundAsync();
    }

    [Theory, OnEachDatabase]
    public async Task A_cooperation_agreement_carries_out_the_joint_one_and_both_sides_can_let_another_office_sign(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var day = Over(database);
        var bank = TestPeople.Office("partner-officer", "16.72");
        var joint = await DraftWithBankAsync(day, bank, "kerja-sama-bank");
        await OutAsync(day, joint, bank);
        Ok(await day.SignAsync(day.Sides.Head, Region, joint));
        Ok(await day.SignAsync(bank, Region, joint));

        var id = Ok(await day.Sides.AsAsync(day.Sides.Region, (CreateAgreement o) => o.RunAsync(
            new(Region, "pks-penerimaan-nontunai", new("", "", "")) { Parent = (joint, AgreementLink.FollowUp) }, default)));
        await AgreedAsync(day, id, bank);
        await DelegateAsync(day, id, day.Sides.Region, day.Sides.Head, "Sekretaris Daerah Kota Pagar Alam");
        await DelegateAsync(day, id, bank, bank, "Direktur Operasional");
        Ok(await day.Sides.MoveAsync(day.Sides.Region, id, AgreementState.Signing));

        Assert.Equal("Movement.Signing.NotYours", (await day.SignAsync(day.Sides.Head, Region, id)).Problem.Code);
        Assert.False(Ok(await day.SignAsync(TestPeople.Office("region-secretary", "16.72"), Region, id)));
        Assert.True(Ok(await day.SignAsync(bank, Region, id)));

        var (sheet, text) = await PrintedAsync(day, id);
        Assert.Equal("001/PKS/16.72/III/2026", sheet.Document.Number);
        Assert.Equal(
            [
                "a.n. Wali Kota Pagar Alam, Sekretaris Daerah Kota Pagar Alam", "a.n. Direktur Utama, Direktur Operasional",
            ],
            sheet.Lines.Select(l => l.Place.Office));
        Assert.Contains(
            "melaksanakan Kesepakatan Bersama Nomor 001/KB/16.72/III/2026 tanggal 2 Maret 2026", text, StringComparison.Ordinal);
        Assert.Contains("PIHAK KEDUA bertindak berdasarkan Surat Kuasa Nomor 002/KUASA/16.72/III/2026", text, StringComparison.Ordinal);
        await day.AssertSoundAsync();
    }

    [Theory, OnEachDatabase]
    public async Task An_addendum_is_signed_like_what_it_changes_keeps_its_parties_and_ends_with_it(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var day = Over(database);
        var parent = await day.Sides.SigningAsync();
        Ok(await day.SignAsync(day.Sides.Head, Region, parent));
        Ok(await day.SignAsync(day.General, Region, parent));
        var id = Ok(await AddendumAsync(day, parent));

        await day.Sides.MoveAsync(day.Sides.Ministry, id, AgreementState.Negotiation);
        var blank = await day.Sides.ConfirmAsync(day.Sides.Ministry, id, await day.Sides.HashAsync(id));
        Assert.Equal("Movement.Agreement.BlankLeft", blank.Problem.Code);
        var wording = new WordingInput("perubahan", "Perubahan", "Laporan tahunan disampaikan setiap 31 Januari.", string.Empty, 1);
        Ok(await day.Sides.AsAsync(day.Sides.Region, (Negotiation o) => o.ProposeAsync(Region, id, wording, default)));
        Ok(await day.Sides.AsAsync(day.Sides.Ministry, (Negotiation o) =>
            o.AnswerAsync(Region, id, ("perubahan", 2), (true, string.Empty), default)));
        await ConfirmedAsync(day, id, day.Sides.Ministry, day.Sides.Region);
        Ok(await day.Sides.MoveAsync(day.Sides.Ministry, id, AgreementState.Signing));
        Assert.Equal("Movement.Signing.OtherFirst", (await day.SignAsync(day.General, Region, id)).Problem.Code);
        Ok(await day.SignAsync(day.Sides.Head, Region, id));
        Assert.True(Ok(await day.SignAsync(day.General, Region, id)));

        var (sheet, text) = await PrintedAsync(day, id);
        Assert.Equal("001/ADD/16.72/III/2026", sheet.Document.Number);
        Assert.StartsWith("Perubahan Nota Kesepakatan tentang", sheet.Document.Title, StringComparison.Ordinal);
        Assert.Contains("mengubah Nota Kesepakatan Nomor 001/NK/16.72/III/2026 tanggal 2 Maret 2026", text, StringComparison.Ordinal);
        var (changed, addendum) = (await day.Sides.FileAsync(parent), await day.Sides.FileAsync(id));
        Assert.Equal(changed.Parties.Select(p => (p.Number, p.Kind, p.Name)), addendum.Parties.Select(p => (p.Number, p.Kind, p.Name)));
        Assert.Equal(changed.Agreement.EndsOn, addendum.Agreement.EndsOn);
        Assert.Contains("selama naskah induk berlaku", addendum.Agreement.FrozenText, StringComparison.Ordinal);
        await day.AssertSoundAsync();

        Ok(await day.Sides.MoveAsync(day.Sides.Region, parent, AgreementState.Ended, "Disepakati berakhir"));
        Assert.Equal((AgreementState.Ended, "Disepakati berakhir"),
            ((await day.Sides.FileAsync(id)).Agreement.State, (await day.Sides.FileAsync(id)).Agreement.StateReason));
    }

    [Theory, OnEachDatabase]
    public async Task An_addendum_stands_on_what_is_in_force_and_on_nothing_else(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var day = Over(database);
        var alone = await day.Sides.AsAsync(day.Sides.Ministry, (CreateAgreement o) =>
            o.RunAsync(new(Region, "adendum", new("ministry", "", "")), default));
        Assert.Equal("Movement.Agreement.AddendumAlone", alone.Problem.Code);
        var draft = await day.Sides.DraftAsync();
        Assert.Equal("Movement.Agreement.ParentNotInForce", (await AddendumAsync(day, draft)).Problem.Code);

        var parent = await day.Sides.InForceAsync(new(2026, 3, 2));
        var other = await day.Sides.AsAsync(day.Sides.Ministry, (CreateAgreement o) => o.RunAsync(
            new(Region, BothSides.Memorandum, new("", "", "")) { Parent = (parent, AgreementLink.Addendum) }, default));
        Assert.Equal("Movement.Agreement.AddendumTemplate", other.Problem.Code);
        var misfit = await day.Sides.AsAsync(day.Sides.Ministry, (CreateAgreement o) => o.RunAsync(
            new(Region, "pks-penerimaan-nontunai", new("", "", "")) { Parent = (parent, AgreementLink.FollowUp) }, default));
        Assert.Equal("Movement.Agreement.KindDoesNotFit", misfit.Problem.Code);

        var late = Ok(await AddendumAsync(day, parent));
        Ok(await day.Sides.MoveAsync(day.Sides.Region, parent, AgreementState.Ended, "Disepakati berakhir"));
        await day.Sides.MoveAsync(day.Sides.Ministry, late, AgreementState.Negotiation);
        var wording = new WordingInput("perubahan", "Perubahan", "Isi.", string.Empty, 1);
        Ok(await day.Sides.AsAsync(day.Sides.Region, (Negotiation o) => o.ProposeAsync(Region, late, wording, default)));
        Ok(await day.Sides.AsAsync(day.Sides.Ministry, (Negotiation o) =>
            o.AnswerAsync(Region, late, ("perubahan", 2), (true, string.Empty), default)));
        await ConfirmedAsync(day, late, day.Sides.Ministry, day.Sides.Region);
        Ok(await day.Sides.MoveAsync(day.Sides.Ministry, late, AgreementState.Signing));
        Assert.Equal("Movement.Agreement.ParentNotInForce", (await day.SignAsync(day.Sides.Head, Region, late)).Problem.Code);
        await day.AssertSoundAsync();
    }

    [Fact]
    public async Task The_text_and_the_document_name_the_parties_in_the_same_order_and_the_ministry_is_the_first()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        var day = Over(database);
        var id = await day.Sides.SigningAsync();
        var (sheet, text) = await PrintedAsync(day, id);
        var frozen = (await day.Sides.FileAsync(id)).Agreement.FrozenText;
        foreach (var (index, (number, role)) in new[] { (1, "PIHAK KESATU"), (2, "PIHAK KEDUA") }.Index())
        {
            var line = sheet.Lines[index];
            Assert.Equal((number, SigningRoles.Of(number)), (line.Party.Number, line.Place.Role));
            Assert.Contains($"Pihak {number}: {line.Party.Name}", frozen, StringComparison.Ordinal);
            Assert.Contains($"atas nama {line.Party.Name}, selanjutnya disebut {role}", text, StringComparison.Ordinal);
        }

        Assert.Equal("ministry", sheet.Lines[0].Party.Kind);
    }

    [Fact]
    public void Every_legal_form_that_ships_has_a_document_and_every_template_a_form()
    {
        var catalogue = AgreementCatalogue.Shipped;
        var documents = DocumentTemplates.Load(ShippedData.PathOf("documents"));
        Assert.All(catalogue.VehicleNames.Keys, form =>
            Assert.Equal(["pihak-kesatu", "pihak-kedua"], documents.Newest(catalogue.DocumentOf(form)!)!.Signers.Select(s => s.Role)));
        Assert.All(catalogue.Templates, t => Assert.Contains(t.Vehicle, catalogue.VehicleNames.Keys));
        Assert.All(catalogue.Templates, t => Assert.All(t.Obligations, o => Assert.InRange(o.Party, 1, t.Parties.Count)));
    }

    private static async Task<AgreementId> DraftWithBankAsync(SigningDay day, Actor bank, string template) => await day.Sides.DraftAsync(
        with: new("business", "PT Bank Contoh", "Direktur Utama", Officer: bank.User), template: template);

    private static Task<Outcome<AgreementId>> AddendumAsync(SigningDay day, AgreementId parent) =>
        day.Sides.AsAsync(day.Sides.Ministry, (CreateAgreement o) => o.RunAsync(
            new(Region, "adendum", new("", "", "")) { Parent = (parent, AgreementLink.Addendum) }, default));

    private static async Task OutAsync(SigningDay day, AgreementId id, Actor other)
    {
        await AgreedAsync(day, id, other);
        Ok(await day.Sides.MoveAsync(day.Sides.Region, id, AgreementState.Signing));
    }

    private static async Task AgreedAsync(SigningDay day, AgreementId id, Actor other)
    {
        Ok(await day.Sides.MoveAsync(day.Sides.Region, id, AgreementState.Negotiation));
        await ConfirmedAsync(day, id, day.Sides.Region, other);
    }

    private static async Task ConfirmedAsync(SigningDay day, AgreementId id, Actor first, Actor second)
    {
        var hash = await day.Sides.HashAsync(id);
        Assert.False(Ok(await day.Sides.ConfirmAsync(first, id, hash)));
        Assert.True(Ok(await day.Sides.ConfirmAsync(second, id, hash)));
    }

    private static async Task DelegateAsync(SigningDay day, AgreementId id, Actor officer, Actor holder, string toOffice)
    {
        Ok(await day.Sides.AsAsync(officer, (DelegateSigning o) => o.PrepareAsync(Region, id, (toOffice, Until), default)));
        var letter = (await day.Sides.FileAsync(id)).Powers.Single(p => p.ToOffice == toOffice);
        Ok(await day.Sides.AsAsync(holder, (DelegateSigning o) => o.SignAsync(Region, id, letter.Id, SigningHand.None, default)));
    }

    /// <summary>The document with the words that are read from its pages, in one line.</summary>
    private static async Task<(SigningSheet Sheet, string Text)> PrintedAsync(SigningDay day, AgreementId id)
    {
        var file = await day.Sides.FileAsync(id);
        var (sheet, bytes) = await day.Sides.AsAsync(day.Sides.Ministry, async (SigningDesk d) =>
        {
            var found = (await d.SheetAsync(file, default))!;
            return (found, await d.BytesAsync(found.Document, default));
        });
        return (sheet, await PdfWords.ReadAsync(bytes));
    }
}
