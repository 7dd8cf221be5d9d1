using KotaCerdas.Movement.Features.Applications;
using KotaCerdas.Movement.Features.Boards;
using KotaCerdas.Movement.Features.Calls;
using KotaCerdas.Movement.Features.Indices;
using KotaCerdas.Movement.Features.Invitations;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Movement.Features;

/// <summary>Services of calls, invitations and applications.</summary>
internal static class CallSetup
{
    public static void AddCalls(this IServiceCollection services)
    {
        services.AddScoped<CallSources>();
        services.AddScoped<CallRows>();
        services.AddScoped<CallSteps>();
        services.AddScoped<SaveCall>();
        services.AddScoped<OpenCall>();
        services.AddScoped<CloseCall>();
        services.AddScoped<ExtendCall>().AddScoped<WithdrawCall>().AddScoped<DeleteCall>();
        services.AddScoped<ApplicationDesk>();
        services.AddScoped<ApplicationEntry>();
        services.AddScoped<SaveAnswers>();
        services.AddScoped<AddEvidence>();
        services.AddScoped<SubmitApplication>();
        services.AddScoped<WithdrawApplication>();
        services.AddScoped<CheckApplication>();
        services.AddScoped<ImportIndices>();
        services.AddScoped<InvitationQueries>();
        services.AddScoped<InviteRegion>().AddScoped<NamedInvitation>();
        services.AddScoped<Volunteer>();
        services.AddScoped<ApplicationRows>();
        services.AddScoped<BoardRows>();
        services.AddScoped<MineRows>().AddScoped<AgreementWaiting>();
    }
}
