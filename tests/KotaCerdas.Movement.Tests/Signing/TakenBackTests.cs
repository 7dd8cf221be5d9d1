using KotaCerdas.Documents.Signatures;
using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Movement.Features.Signing;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Movement.Tests.Agreements;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.Extensions.DependencyInjection;
using static KotaCerdas.Movement.Tests.Signing.SigningDay;

namespace KotaCerdas.Movement.Tests.Signing;

/// <summary>What was signed and counts no more is never answered as valid, and what was used stays usable.</summary>
public sealed class TakenBackTests
{
    private const string Secretary = "Sekretaris Daerah Kota Pagar Alam";

    private static readonly RegionCode Region = BothSides.PagarAlam;

    [Theory, OnEachDatabase]
    public async Task Whoever_checks_a_letter_that_was_withdrawn_learns_so(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var day = Over(database);
        var id = await day.FrozenAsync(Region);
        var letter = await LetterAsync(day, id, new(2026, 4, 1));
        Assert.Equal(Verdict.Valid, (await AnswerAsync(day, letter.DocumentId!.Value)).Verdict);

        Ok(await WithdrawAsync(day, id, letter));

        var answer = await AnswerAsync(day, letter.DocumentId!.Value);
        Assert.Equal(
            (Verdict.Withdrawn, database.Clock.GetUtcNow().UtcDateTime, "Platform.Check.WithdrawnSigned"),
            (answer.Verdict!.Value, answer.Document!.WithdrawnAt!.Value, CheckWords.Of(answer).Code));
        Assert.Equal(
            "Movement.Agreement.NoLetter", (await day.Sides.MoveAsync(day.Sides.Ministry, id, AgreementState.Signing)).Problem.Code);
    }

    [Theory, OnEachDatabase]
    public async Task A_letter_that_was_used_is_kept_and_counts_on_the_day_of_its_signature(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var day = Over(database);
        var (id, letter) = await UsedAsync(day, new(2026, 3, 4));

        Assert.Equal("Movement.Signing.LetterUsed", (await WithdrawAsync(day, id, letter)).Problem.Code);
        database.Clock.Advance(TimeSpan.FromDays(10));
        Assert.True(Ok(await day.SignAsync(day.General, Region, id)));
        Assert.Equal("Movement.Agreement.SignedAlready", (await WithdrawAsync(day, id, letter)).Problem.Code);
        await day.AssertSoundAsync();
    }

    [Theory, OnEachDatabase]
    public async Task The_document_of_an_agreement_that_was_given_up_waits_for_nobody(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var day = Over(database);
        var id = await day.Sides.SigningAsync();
        Ok(await day.SignAsync(day.Sides.Head, Region, id));
        var document = (await day.Sides.FileAsync(id)).Agreement.DocumentId!.Value;
        Assert.Equal("Platform.Check.Incomplete", CheckWords.Of(await AnswerAsync(day, document)).Code);

        Ok(await day.Sides.MoveAsync(day.Sides.Ministry, id, AgreementState.Withdrawn, "Disepakati ulang"));

        var answer = await AnswerAsync(day, document);
        Assert.Equal((Verdict.Withdrawn, "Platform.Check.WithdrawnSigned"), (answer.Verdict!.Value, CheckWords.Of(answer).Code));
        Assert.Equal("Movement.Signing.NotOut", (await day.SignAsync(day.General, Region, id)).Problem.Code);
    }

    [Theory, OnEachDatabase]
    public async Task A_letter_that_waits_is_given_up_with_its_agreement(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var day = Over(database);
        var id = await day.FrozenAsync(Region);
        Ok(await MakeAsync(day, id, new(2026, 4, 1)));

        Ok(await day.Sides.MoveAsync(day.Sides.Ministry, id, AgreementState.Withdrawn, "Disepakati ulang"));

        var letter = (await day.Sides.FileAsync(id)).Powers.Single();
        Assert.NotNull(letter.WithdrawnAt);
        Assert.Equal("Platform.Check.WithdrawnUnsigned", CheckWords.Of(await AnswerAsync(day, letter.DocumentId!.Value)).Code);
    }

    [Theory, OnEachDatabase]
    public async Task A_signed_letter_that_nobody_used_is_given_up_with_its_agreement(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var day = Over(database);
        foreach (var died in new[] { false, true })
        {
            var id = await day.FrozenAsync(Region);
            var letter = died ? await SignedOnlyAsync(day, id) : await LetterAsync(day, id, new(2026, 4, 1));
            if (!died)
            {
                Ok(await day.Sides.MoveAsync(day.Sides.Ministry, id, AgreementState.Signing));
            }

            Ok(await day.Sides.MoveAsync(day.Sides.Ministry, id, AgreementState.Withdrawn, "Disepakati ulang"));

            Assert.NotNull((await day.Sides.FileAsync(id)).Powers.Single().WithdrawnAt);
            Assert.Equal("Platform.Check.WithdrawnSigned", CheckWords.Of(await AnswerAsync(day, letter.DocumentId!.Value)).Code);
        }
    }

    [Theory, OnEachDatabase]
    public async Task A_letter_that_was_used_stays_where_its_agreement_is_given_up(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var day = Over(database);
        var (id, letter) = await UsedAsync(day, new(2026, 4, 1));

        Ok(await day.Sides.MoveAsync(day.Sides.Ministry, id, AgreementState.Withdrawn, "Disepakati ulang"));

        Assert.Null((await day.Sides.FileAsync(id)).Powers.Single().WithdrawnAt);
        Assert.Equal(Verdict.Valid, (await AnswerAsync(day, letter.DocumentId!.Value)).Verdict);
    }

    [Theory, OnEachDatabase]
    public async Task Nobody_signs_by_a_letter_that_is_withdrawn_while_the_authority_signs(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var day = Over(database);
        var id = await day.FrozenAsync(Region);
        var letter = await LetterAsync(day, id, new(2026, 4, 1));
        Ok(await day.Sides.MoveAsync(day.Sides.Ministry, id, AgreementState.Signing));

        var secretary = TestPeople.Office("region-secretary", "16.72");

        var signed = await day.Sides.AsAsync(secretary, (IServiceProvider scope) =>
        {
            var slow = new SlowAuthority(
                scope.GetRequiredService<ISigningAdapter>(), async () => Ok(await WithdrawAsync(day, id, letter)));
            var desk = ActivatorUtilities.CreateInstance<SigningDesk>(
                scope, slow, ActivatorUtilities.CreateInstance<DocumentSignatures>(scope, slow));
            return ActivatorUtilities.CreateInstance<SignAgreement>(scope, desk).RunAsync(Region, id, SigningHand.None, default);
        });

        Assert.Equal("Platform.Signing.Changed", signed.Problem.Code);
        Assert.Equal("Movement.Agreement.NoLetter", (await day.SignAsync(secretary, Region, id)).Problem.Code);
        var document = new DocumentId((await day.Sides.FileAsync(id)).Agreement.DocumentId!.Value);
        Assert.Empty(await day.Sides.AsAsync(secretary, (DocumentSignatures o) => o.OfAsync(Region, document, default)));
        Ok(await day.Sides.MoveAsync(day.Sides.Ministry, id, AgreementState.Withdrawn, "Disepakati ulang"));
    }

    [Theory, OnEachDatabase]
    public async Task Whoever_checks_an_agreement_that_was_renewed_is_led_to_the_new_one(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var day = Over(database);
        var old = await day.Sides.SigningAsync();
        Ok(await day.SignAsync(day.Sides.Head, Region, old));
        Ok(await day.SignAsync(day.General, Region, old));
        var next = Ok(await day.Sides.AsAsync(day.Sides.Ministry, (CreateAgreement create) => create.RunAsync(
            new(Region, BothSides.Memorandum, new("ministry", "", "")) { Parent = (old, AgreementLink.Renewal) }, default)));
        Ok(await day.Sides.MoveAsync(day.Sides.Ministry, next, AgreementState.Negotiation));
        var hash = await day.Sides.HashAsync(next);
        Ok(await day.Sides.ConfirmAsync(day.Sides.Ministry, next, hash));
        Ok(await day.Sides.ConfirmAsync(day.Sides.Region, next, hash));
        Ok(await day.Sides.MoveAsync(day.Sides.Ministry, next, AgreementState.Signing));
        var first = (await day.Sides.FileAsync(old)).Agreement.DocumentId!.Value;
        Assert.Equal(Verdict.Valid, (await AnswerAsync(day, first)).Verdict);

        Ok(await day.SignAsync(day.Sides.Head, Region, next));
        Ok(await day.SignAsync(day.General, Region, next));

        var answer = await AnswerAsync(day, first);
        Assert.Equal((Verdict.Superseded, "002/NK/16.72/III/2026"), (answer.Verdict!.Value, answer.Document!.ReplacedBy));
    }

    [Theory, OnEachDatabase]
    public async Task The_same_letter_is_made_once_and_again_only_after_it_was_withdrawn(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var day = Over(database);
        var id = await day.FrozenAsync(Region);
        var letter = await LetterAsync(day, id, new(2026, 4, 1));

        var again = (await MakeAsync(day, id, new(2026, 4, 1))).Problem;
        Assert.Equal(("Movement.Signing.LetterThere", letter.LetterNumber), (again.Code, Assert.Single(again.Args)));
        Ok(await WithdrawAsync(day, id, letter));
        Ok(await MakeAsync(day, id, new(2026, 4, 1)));
    }

    [Theory, OnEachDatabase]
    public async Task No_document_bears_a_day_that_had_passed_when_it_was_made(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var day = Over(database);
        var id = await day.FrozenAsync(Region);
        Assert.Equal("Movement.Agreement.PlanPast", (await PlanAsync(day, id, new(1900, 1, 1))).Problem.Code);
        Ok(await PlanAsync(day, id, new(2026, 3, 4)));
        database.Clock.Advance(TimeSpan.FromDays(5));

        Assert.Equal(
            "Movement.Agreement.PlanPast", (await day.Sides.MoveAsync(day.Sides.Ministry, id, AgreementState.Signing)).Problem.Code);
        Ok(await PlanAsync(day, id, null));
        Ok(await day.Sides.MoveAsync(day.Sides.Ministry, id, AgreementState.Signing));
        var drafted = await day.Sides.AsAsync(day.Sides.Ministry, (CreateAgreement create) => create.RunAsync(
            new(Region, BothSides.Memorandum, new("ministry", "", "")) { PlannedOn = new(2026, 3, 1) }, default));
        Assert.Equal("Movement.Agreement.PlanPast", drafted.Problem.Code);
    }

    private static Task<Outcome<Nothing>> PlanAsync(SigningDay day, AgreementId id, DateOnly? on) => day.Sides.AsAsync(
        day.Sides.Region, (ChangeParty o) => o.PlanAsync(Region, id, new(on, "Balai Kota", HeldOnline: false), default));

    private static Task<Outcome<Nothing>> MakeAsync(SigningDay day, AgreementId id, DateOnly until) => day.Sides.AsAsync(
        day.Sides.Region, (DelegateSigning o) => o.PrepareAsync(Region, id, (Secretary, until), default));

    /// <summary>A letter for the secretary that the head has signed.</summary>
    private static async Task<SigningPower> LetterAsync(SigningDay day, AgreementId id, DateOnly until)
    {
        Ok(await MakeAsync(day, id, until));
        var letter = (await day.Sides.FileAsync(id)).Powers.Single();
        Ok(await day.Sides.AsAsync(day.Sides.Head, (DelegateSigning o) => o.SignAsync(Region, id, letter.Id, SigningHand.None, default)));
        return letter;
    }

    /// <summary>An agreement out for signature, signed for the region by a letter.</summary>
    private static async Task<(AgreementId Agreement, SigningPower Letter)> UsedAsync(SigningDay day, DateOnly until)
    {
        var id = await day.FrozenAsync(Region);
        var letter = await LetterAsync(day, id, until);
        Ok(await day.Sides.MoveAsync(day.Sides.Ministry, id, AgreementState.Signing));
        Ok(await day.SignAsync(TestPeople.Office("region-secretary", "16.72"), Region, id));
        return (id, letter);
    }

    /// <summary>A letter that the head has signed just before the process died.</summary>
    private static async Task<SigningPower> SignedOnlyAsync(SigningDay day, AgreementId id)
    {
        Ok(await MakeAsync(day, id, new(2026, 4, 1)));
        var letter = (await day.Sides.FileAsync(id)).Powers.Single();
        Ok(await day.Sides.AsAsync(day.Sides.Head, (DocumentSignatures o) => o.SignAsync(
            day.Sides.Head, Region, new(letter.DocumentId!.Value), new(SigningRoles.Grantor, letter.FromOffice), SigningSecret.None,
            default)));
        return letter;
    }

    private static Task<Outcome<Nothing>> WithdrawAsync(SigningDay day, AgreementId id, SigningPower letter) => day.Sides.AsAsync(
        day.Sides.Region, (DelegateSigning o) => o.WithdrawAsync(Region, id, (letter.Id, "Kepala daerah hadir sendiri"), default));

    private static Task<DocumentAnswer> AnswerAsync(SigningDay day, Guid document) =>
        day.Sides.AsAsync(Actor.Visitor, async (IServiceProvider scope) =>
        {
            var code = (await scope.GetRequiredService<DocumentRegister>().FindAsync(Region, new(document), default))!.CheckCode;
            return (await scope.GetRequiredService<DocumentCheck>().CheckCodeAsync(code, default))!;
        });

    /// <summary>Something happens while it signs.</summary>
    private sealed class SlowAuthority(ISigningAdapter inner, Func<Task> meanwhile) : ISigningAdapter
    {
        public string Name => inner.Name;

        public bool AsksForSecret => inner.AsksForSecret;

        public async Task<Outcome<byte[]>> SignAsync(SigningRequest request, CancellationToken cancel)
        {
            await meanwhile();
            return await inner.SignAsync(request, cancel);
        }

        public Task<Outcome<Nothing>> StatusAsync(SignerIdentity signer, CancellationToken cancel) => inner.StatusAsync(signer, cancel);

        public Task<Outcome<IReadOnlyList<byte[]>>> SealAsync(IReadOnlyList<ReadOnlyMemory<byte>> files, CancellationToken cancel) =>
            inner.SealAsync(files, cancel);
    }
}
