using System.Net;
using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Movement.Features.Signing;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Movement.Tests.Agreements;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;

namespace KotaCerdas.Movement.Tests.Signing;

/// <summary>Who lets another sign says so in the product; an officer alone does not move the signature of a head.</summary>
public sealed class DelegationTests
{
    private const string Secretary = "Sekretaris Daerah Kota Pagar Alam";

    [Theory, OnEachDatabase]
    public async Task An_uploaded_letter_counts_once_the_head_has_confirmed_it(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var sides = new BothSides(app.Database, app.Services);
        var mayor = await new Notices(app.Database).AccountAsync("region-head", "16.72");
        var id = await FrozenAsync(sides);
        Assert.Empty((await UploadAsync(sides, id)).Problems);
        var power = (await sides.FileAsync(id)).Powers.Single().Id;

        Assert.Equal("Movement.Signing.LetterUnsigned", (await sides.MoveAsync(sides.Region, id, AgreementState.Signing)).Problem.Code);
        Assert.Equal("Movement.Signing.NotYours", (await sides.AsAsync(sides.Region, (ChangeParty c) =>
            c.ConfirmAsync(BothSides.PagarAlam, id, power, default))).Problem.Code);
        Assert.Contains("PowerWaits", await new Notices(app.Database).ToldAsync(mayor));
        var path = $"/kesepakatan/16.72/{id}/pihak";
        using var officer = app.Client(sides.Region);
        Assert.Null((await officer.PageAsync(path)).QuerySelector("form[action*=Confirm]"));
        using var head = app.Client(sides.Head);
        Assert.NotNull((await head.PageAsync("/daerah-saya")).QuerySelector($"main a[href='{path}']"));
        using var confirmed = await head.SubmitAsync(path, [], "form[action*=Confirm]");
        Assert.Equal(HttpStatusCode.SeeOther, confirmed.StatusCode);

        Assert.Null((await head.PageAsync("/daerah-saya")).QuerySelector($"main a[href='{path}']"));
        Assert.Empty((await sides.MoveAsync(sides.Region, id, AgreementState.Signing)).Problems);
    }

    [Theory, OnEachDatabase]
    public async Task A_letter_made_here_waits_on_the_first_page_of_the_head(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var sides = new BothSides(app.Database, app.Services);
        var id = await FrozenAsync(sides);
        Assert.Empty((await sides.AsAsync(sides.Region, (DelegateSigning o) =>
            o.PrepareAsync(BothSides.PagarAlam, id, (Secretary, new(2026, 12, 31)), default))).Problems);

        using var head = app.Client(sides.Head);
        Assert.NotNull((await head.PageAsync("/daerah-saya")).QuerySelector($"main a[href='/kesepakatan/16.72/{id}/tanda-tangan#kuasa']"));
    }

    [Theory, OnEachDatabase]
    public async Task The_office_in_whose_name_is_signed_is_not_the_one_that_signs(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var sides = new BothSides(app.Database, app.Services);
        var id = await sides.NegotiatingAsync();
        using var officer = app.Client(sides.Region);
        var path = $"/kesepakatan/16.72/{id}/pihak";
        var page = await officer.PageAsync(path);
        Assert.Equal("Wali Kota Pagar Alam", page.QuerySelector("input[name=Office]")!.GetAttribute("value"));
        Assert.Contains("Atas nama jabatan", page.QuerySelector("label[for=Office]")!.TextContent, StringComparison.Ordinal);

        using var refused = await officer.SubmitAsync(
            path, [new("Office", "Sekretaris Daerah"), new("Capacity", nameof(SigningCapacity.OnBehalf))], "form[action*=Party]");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal("Wali Kota Pagar Alam", (await sides.FileAsync(id)).Party(2).SignatoryOffice);

        using var renamed = await officer.SubmitAsync(
            path, [new("Office", "Sekretaris Daerah"), new("Capacity", nameof(SigningCapacity.Holder))], "form[action*=Party]");
        Assert.Equal(HttpStatusCode.SeeOther, renamed.StatusCode);
        Assert.Equal("Movement.Agreement.SameOffice", (await UploadAsync(sides, id)).Problem.Code);
        Assert.Equal("Movement.Agreement.SameOffice", (await sides.AsAsync(sides.Region, (DelegateSigning o) =>
            o.PrepareAsync(BothSides.PagarAlam, id, (Secretary, new(2026, 12, 31)), default))).Problem.Code);
    }

    /// <summary>A text that both have confirmed and that the region lets its secretary sign.</summary>
    private static async Task<AgreementId> FrozenAsync(BothSides sides)
    {
        var id = await sides.NegotiatingAsync();
        Assert.Empty((await sides.AsAsync(sides.Region, (ChangeParty c) => c.SaveAsync(
            BothSides.PagarAlam, id, new(2, "", "Wali Kota Pagar Alam", SigningCapacity.OnBehalf), default))).Problems);
        var hash = await sides.HashAsync(id);
        await sides.ConfirmAsync(sides.Ministry, id, hash);
        Assert.True((await sides.ConfirmAsync(sides.Region, id, hash)).Value);
        return id;
    }

    private static async Task<Outcome<Nothing>> UploadAsync(BothSides sides, AgreementId id)
    {
        using var letter = new MemoryStream("%PDF-1.4\n%%EOF\n"u8.ToArray());
        var input = new PowerInput(Secretary, "090/1", new(2026, 3, 1), new(2026, 3, 1), new(2026, 12, 31))
        {
            Scope = "Penandatanganan nota kesepakatan",
        };
        return await sides.AsAsync(sides.Region, (ChangeParty c) =>
            c.EmpowerAsync(BothSides.PagarAlam, id, input, (letter, "kuasa.pdf"), default));
    }
}
