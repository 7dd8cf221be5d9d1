using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model.Institutions;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Movement.Features.Institutions;

/// <summary>What decrees and meetings register in the module.</summary>
internal static class InstitutionSetup
{
    /// <summary>Facts: never updated, never deleted.</summary>
    public static IReadOnlyList<string> AppendOnlyTables { get; } = ["movement_decree_ruling", "movement_meeting_file"];

    /// <summary>Names of the events it tells others.</summary>
    public static IReadOnlyList<string> Events { get; } = [DecreeSubmitted.Name, DecreeAccepted.Name, DecreeReturned.Name];

    /// <summary>What follows from its events.</summary>
    public static IReadOnlyList<EventSubscription> Subscriptions { get; } = MeetByDecree.Subscriptions;

    public static IServiceCollection AddInstitutions(this IServiceCollection services) => services
        .AddScoped<InstitutionDesk>().AddScoped<DecreeDesk>().AddScoped<WriteDecree>().AddScoped<JudgeDecree>()
        .AddScoped<DecreePromises>().AddScoped<DecreeEvidence>()
        .AddScoped<DecreeCodes>().AddScoped<DecreeWording>().AddScoped<DecreeSigners>()
        .AddScoped<DecreeDocument>().AddScoped<PrepareDecree>().AddScoped<SignDecree>().AddScoped<SettleDecree>()
        .AddScoped<DelegateDecree>()
        .AddScoped<MeetingDesk>().AddScoped<PlanMeeting>().AddScoped<KeepMeeting>().AddScoped<DecideInMeeting>();

    public static ModelBuilder MapInstitutions(this ModelBuilder model)
    {
        Decree.Map(model);
        DecreeMember.Map(model);
        DecreeRuling.Map(model);
        Meeting.Map(model);
        MeetingAttendance.Map(model);
        MeetingFile.Map(model);
        MeetingDecision.Map(model);
        return model;
    }
}
