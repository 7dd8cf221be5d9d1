using KotaCerdas.Documents.Signatures;
using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Signing;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Movement.Tests.Agreements;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.Extensions.DependencyInjection;
using static KotaCerdas.Movement.Tests.Signing.SigningDay;

namespace KotaCerdas.Movement.Tests.Signing;

/// <summary>Documents of agreements that were given up or renewed before documents knew it, after the upgrade.</summary>
public sealed class OldDocumentsTests
{
    private static readonly RegionCode Region = BothSides.PagarAlam;

    [Theory, OnEachDatabase]
    public async Task An_upgrade_tells_old_documents_what_became_of_their_agreements(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var day = Over(database);
        var (unsigned, unused) = await GivenUpAsync(day, used: false);
        var (document, used) = await GivenUpAsync(day, used: true);
        var renewed = await RenewedAsync(day);
        database.Clock.Advance(TimeSpan.FromDays(3));
        await ForgetAsync(database);
        Assert.Equal("Platform.Check.Incomplete", CheckWords.Of(await AnswerAsync(day, document)).Code);
        Assert.Equal(Verdict.Valid, (await AnswerAsync(day, renewed)).Verdict);

        await database.Services.GetRequiredService<Migrator>().RunAsync(default);

        var answer = await AnswerAsync(day, document);
        var then = database.Clock.GetUtcNow().UtcDateTime.AddDays(-3);
        Assert.Equal((Verdict.Withdrawn, then), (answer.Verdict!.Value, answer.Document!.WithdrawnAt!.Value));
        Assert.Equal("Platform.Check.WithdrawnUnsigned", CheckWords.Of(await AnswerAsync(day, unsigned)).Code);
        Assert.Equal(Verdict.Withdrawn, (await AnswerAsync(day, unused.DocumentId!.Value)).Verdict);
        var letter = (await day.Sides.FileAsync(unused.AgreementId)).Powers.Single();
        Assert.Equal((then, "Disepakati ulang"), (letter.WithdrawnAt!.Value, letter.WithdrawnReason));
        Assert.Equal(Verdict.Valid, (await AnswerAsync(day, used.DocumentId!.Value)).Verdict);
        Assert.Null((await day.Sides.FileAsync(used.AgreementId)).Powers.Single().WithdrawnAt);
        answer = await AnswerAsync(day, renewed);
        Assert.Equal(Verdict.Superseded, answer.Verdict);
        Assert.EndsWith("/NK/16.72/III/2026", answer.Document!.ReplacedBy, StringComparison.Ordinal);
    }

    /// <summary>The document and the letter of an agreement that was given up, after the letter was used or before.</summary>
    private static async Task<(Guid Document, SigningPower Letter)> GivenUpAsync(SigningDay day, bool used)
    {
        var id = await day.FrozenAsync(Region);
        Ok(await day.Sides.AsAsync(day.Sides.Region, (DelegateSigning o) => o.PrepareAsync(
            Region, id, ("Sekretaris Daerah Kota Pagar Alam", new(2026, 4, 1)), default)));
        var letter = (await day.Sides.FileAsync(id)).Powers.Single();
        Ok(await day.Sides.AsAsync(day.Sides.Head, (DelegateSigning o) => o.SignAsync(Region, id, letter.Id, SigningHand.None, default)));
        Ok(await day.Sides.MoveAsync(day.Sides.Ministry, id, AgreementState.Signing));
        if (used)
        {
            Ok(await day.SignAsync(TestPeople.Office("region-secretary", "16.72"), Region, id));
        }

        var document = (await day.Sides.FileAsync(id)).Agreement.DocumentId!.Value;
        Ok(await day.Sides.MoveAsync(day.Sides.Ministry, id, AgreementState.Withdrawn, "Disepakati ulang"));
        return (document, letter);
    }

    /// <summary>The document of an agreement that another one replaced.</summary>
    private static async Task<Guid> RenewedAsync(SigningDay day)
    {
        var old = await day.Sides.SigningAsync();
        Ok(await day.SignAsync(day.Sides.Head, Region, old));
        Ok(await day.SignAsync(day.General, Region, old));
        var next = await day.Sides.RenewingAsync(old);
        Ok(await day.SignAsync(day.Sides.Head, Region, next));
        Ok(await day.SignAsync(day.General, Region, next));
        return (await day.Sides.FileAsync(old)).Agreement.DocumentId!.Value;
    }

    /// <summary>The database as it was before.</summary>
    private static async Task ForgetAsync(TestDatabase database)
    {
        await using var owner = await database.OpenOwnerAsync();
        string[] statements =
        [
            .. database.Engine == DatabaseEngine.Postgres ? ["select set_config('app.region', '*', false)"] : Array.Empty<string>(),
            "update platform_document set state = case when kind = 'surat-kuasa' then 'Issued' when exists (select 1 from "
                + "platform_document_signature s where s.document_id = platform_document.id) then 'Signing' else 'Prepared' end, "
                + "withdrawn_at = null where state = 'Withdrawn'",
            "update platform_document set state = 'Issued', superseded_by = null where state = 'Superseded'",
            "update movement_signing_power set withdrawn_at = null, withdrawn_reason = ''",
            "delete from platform_migration where name = 'Movement/0015_given_up_documents'",
        ];
        foreach (var sql in statements)
        {
            await using var command = owner.CreateCommand();
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync();
        }
    }

    private static Task<DocumentAnswer> AnswerAsync(SigningDay day, Guid document) =>
        day.Sides.AsAsync(Actor.Visitor, async (IServiceProvider scope) =>
        {
            var code = (await scope.GetRequiredService<DocumentRegister>().FindAsync(Region, new(document), default))!.CheckCode;
            return (await scope.GetRequiredService<DocumentCheck>().CheckCodeAsync(code, default))!;
        });
}
