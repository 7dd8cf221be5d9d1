using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Demo;
using KotaCerdas.Movement.Features;
using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Movement.Features.Applications;
using KotaCerdas.Movement.Features.Ceremonies;
using KotaCerdas.Movement.Features.Country;
using KotaCerdas.Movement.Features.Decisions;
using KotaCerdas.Movement.Features.Indices;
using KotaCerdas.Movement.Features.Institutions;
using KotaCerdas.Movement.Features.Invitations;
using KotaCerdas.Movement.Features.Letters;
using KotaCerdas.Movement.Features.Memoranda;
using KotaCerdas.Movement.Features.Mentoring;
using KotaCerdas.Movement.Features.Notices;
using KotaCerdas.Movement.Measures;
using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Movement;

/// <summary>The movement towards smart cities: the country and its cohorts, calls, applications, assessment, selection.</summary>
public sealed class MovementModule : IModule
{
    /// <inheritdoc />
    public string Name => "Movement";

    /// <inheritdoc />
    public IReadOnlyList<Permission> Permissions =>
    [
        .. CallPermissions.All, .. AssessmentPermissions.All, CountryImports.Permission,
        .. MentoringPermissions.All, .. InstitutionPermissions.All, .. AgreementPermissions.All, .. LetterPermissions.All,
        .. CeremonyPermissions.All,
    ];

    /// <inheritdoc />
    public IReadOnlyList<OperationKind> Operations =>
        [InviteRegions.Kind, ImportIndexValues.Kind, WatchObligations.Kind, SendLetters.Kind, .. CeremonySetup.Operations,
            .. MemorandaSetup.Operations];

    /// <inheritdoc />
    public IReadOnlyList<Schedule> Schedules => [WatchObligations.Daily];

    /// <inheritdoc />
    public IReadOnlyList<EventSubscription> Subscriptions =>
    [
        .. TellRegion.Subscriptions, .. NoticeSubscriptions.All, .. MentoringSetup.Subscriptions, .. InstitutionSetup.Subscriptions,
        .. LetterSetup.Subscriptions, JoinOnSigning.Subscription,
        EventSubscription.For<ApplicationSubmitted, PublishMeasuresAfter<ApplicationSubmitted>>("movement.measures-submitted"),
        EventSubscription.For<SelectionAnnounced, PublishMeasuresAfter<SelectionAnnounced>>("movement.measures-announced"),
    ];

    /// <inheritdoc />
    public IReadOnlyList<NavigationEntry> Navigation =>
    [
        new("Movement.Board.Title", Paths.Board, CallPermissions.Board),
        new("Movement.Mine.Title", Paths.Mine, CallPermissions.Edit),
        new("Movement.Score.QueueTitle", "/penilaian", AssessmentPermissions.GiveScores),
        new("Movement.Queue.Title", MentoringPaths.Queue, MentoringPermissions.Guide),
        new("Movement.Call.ListTitle", Paths.Calls),
        new("Movement.Agreement.ListTitle", AgreementPaths.List, AgreementPermissions.Read),
        new("Movement.Obligation.DueTitle", AgreementPaths.Due, AgreementPermissions.Read),
        new("Movement.Agreement.ListTitle", AgreementPaths.List, AgreementPermissions.Partner),
        new("Movement.Obligation.DueTitle", AgreementPaths.Due, AgreementPermissions.Partner),
        new("Movement.Ceremony.ListTitle", CeremonyPaths.List, AgreementPermissions.Read),
        new("Movement.Season.Title", MentoringPaths.Seasons, MentoringPermissions.Board),
        new("Movement.MyMentoring.Title", MentoringPaths.Mine, MentoringPermissions.Edit),
        new("Movement.Index.Title", "/indeks/impor", CallPermissions.ImportIndices),
        new("Movement.Country.Import.Title", "/negara/impor", CountryImports.Permission),
    ];

    /// <inheritdoc />
    public IReadOnlyList<string> AppendOnlyTables =>
    [
        "movement_call_extension", "movement_answer_history", "movement_return_reason", .. AssessingServices.AppendOnlyTables,
        .. MentoringSetup.AppendOnlyTables, .. InstitutionSetup.AppendOnlyTables, .. AgreementSetup.AppendOnlyTables,
    ];

    /// <summary>Events that the module tells others; see docs/events.md.</summary>
    public IReadOnlyList<string> Events =>
    [
        .. AssessingServices.Events, .. MentoringSetup.Events, .. InstitutionSetup.Events, .. AgreementSetup.Events,
        .. CeremonySetup.Events, .. LetterSetup.Events,
    ];

    /// <inheritdoc />
    public DemoTrace Demo => MovementTrace.Of;

    /// <inheritdoc />
    public IReadOnlyList<LogKind> LogKinds => [DecisionFacts.Result];

    /// <inheritdoc />
    public IReadOnlyList<Measure> Measures => [.. MovementMeasures.All, .. MentoringMeasures.All];

    /// <inheritdoc />
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new TextAssembly(typeof(MovementModule).Assembly));
        services.AddCalls();
        services.AddAssessing();
        services.AddCountry();
        services.AddMentoring();
        services.AddInstitutions();
        services.AddAgreements();
        services.AddCeremonies();
        services.AddLetters();
        services.AddMemoranda();
        services.AddSingleton<IMovementDemo, MovementDemo>();
        services.AddScoped<IMeasureSource, CallMeasures>();
        services.AddScoped<IMeasureSource, CohortMeasures>();
        services.AddScoped<IMeasureSource, MentoringMeasures>();
        services.AddScoped<ILogFacts, DecisionFacts>();
        services.AddScoped<IMeasureSource, AgreementMeasures>();
    }

    /// <inheritdoc />
    public void Map(ModelBuilder model)
    {
        Call.Map(model);
        CallExtension.Map(model);
        IndexValue.Map(model);
        Invitation.Map(model);
        Application.Map(model);
        Answer.Map(model);
        AnswerHistory.Map(model);
        Evidence.Map(model);
        ReturnReason.Map(model);
        model.MapAssessing();
        model.MapCountry();
        model.MapMentoring();
        model.MapInstitutions();
        model.MapAgreements();
        model.MapCeremonies();
        model.MapLetters();
    }

    /// <inheritdoc />
    public void MapApi(IEndpointRouteBuilder api) => CountryApi.Map(api);
}
