using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Signing;
using KotaCerdas.Movement.Model.Agreeing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Movement.Features.Agreements;

/// <summary>What agreements and obligations register in the module.</summary>
internal static class AgreementSetup
{
    /// <summary>Facts: never updated, never deleted.</summary>
    public static IReadOnlyList<string> AppendOnlyTables { get; } =
        ["movement_clause_comment", "movement_obligation_step", "movement_obligation_alert"];

    /// <summary>Names of the events it tells others.</summary>
    public static IReadOnlyList<string> Events { get; } =
        [AgreementFrozen.Name, AgreementPartySigned.Name, AgreementSigned.Name, ObligationMet.Name];

    public static IServiceCollection AddAgreements(this IServiceCollection services) => services
        .AddScoped<AgreementDesk>().AddScoped<AgreementTold>().AddScoped<AgreementRows>().AddScoped<ObligationRows>()
        .AddScoped<CreateAgreement>().AddScoped<MoveAgreement>().AddScoped<AddObligation>().AddScoped<ChangeParty>()
        .AddScoped<SelectingCall>().AddScoped<NewAgreementCheck>().AddScoped<ActingHeads>().AddScoped<KeptPromises>()
        .AddScoped<AgreementClocks>().AddScoped<SigningStep>().AddScoped<PowerNotices>().AddScoped<SameParties>()
        .AddScoped<Negotiation>().AddScoped<ConfirmText>().AddSingleton<AgreementText>()
        .AddScoped<BringIntoForce>().AddScoped<RecordSigning>().AddScoped<ObligationWork>().AddScoped<WatchAgreement>()
        .AddScoped<RegionPromisesReader>().AddScoped<ThreadLinks>()
        .AddScoped<AgreementDocument>().AddScoped<PrepareSigning>().AddScoped<SigningDesk>().AddScoped<SignAgreement>()
        .AddScoped<SettleSigned>().AddScoped<StartsOnSigning>()
        .AddScoped<SigningTold>().AddScoped<DelegateSigning>();

    public static void MapAgreements(this ModelBuilder model)
    {
        AgreementRecord.Map(model);
        AgreementParty.Map(model);
        AgreementPerson.Map(model);
        ClauseVersion.Map(model);
        ClauseComment.Map(model);
        SigningPower.Map(model);
        Obligation.Map(model);
        ObligationStep.Map(model);
        ObligationAlert.Map(model);
    }
}
