using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model.Deciding;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Movement.Features.Letters;

/// <summary>What a role can be allowed to do with decision letters.</summary>
internal static class LetterPermissions
{
    public const string ReadCode = "movement.letter.read";

    public static readonly Permission Send = new("movement.letter.send");
    public static readonly Permission Read = new(ReadCode);

    public static IReadOnlyList<Permission> All { get; } = [Send, Read];
}

/// <summary>What decision letters register in the module.</summary>
internal static class LetterSetup
{
    public static IReadOnlyList<string> Events { get; } = [DecisionLetterSent.Name];

    public static IReadOnlyList<EventSubscription> Subscriptions { get; } =
        [EventSubscription.For<DecisionLetterSent, LetterNotices>("movement.notice-letter-sent")];

    public static void AddLetters(this IServiceCollection services) =>
        services.AddScoped<LetterRows>().AddScoped<LetterDesk>().AddScoped<StartLetters>();

    public static void MapLetters(this ModelBuilder model) => DecisionLetter.Map(model);
}
