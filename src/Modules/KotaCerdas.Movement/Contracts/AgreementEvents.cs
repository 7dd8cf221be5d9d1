using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Contracts;

/// <summary>Identifies an agreement of a region.</summary>
public readonly record struct AgreementId(Guid Value) : IGuidId<AgreementId>
{
    /// <inheritdoc />
    public static AgreementId From(Guid value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value.ToString();
}

/// <summary>An agreement came into force: its obligations run from the day it was signed.</summary>
/// <param name="Region">The region whose agreement it is.</param>
/// <param name="AgreementId">The agreement.</param>
/// <param name="Template">Code of the template it was drafted from.</param>
/// <param name="CallId">The call whose selection led to it, or null.</param>
/// <param name="SignedOn">Legal date in the region's zone.</param>
public sealed record AgreementSigned(RegionCode Region, Guid AgreementId, string Template, Guid? CallId, DateOnly SignedOn) : IEvent
{
    /// <inheritdoc />
    public static string Name => "movement.agreement-signed.v1";
}

/// <summary>Both parties confirmed the same text: nothing of it changes any more.</summary>
/// <param name="Region">The region whose agreement it is.</param>
/// <param name="AgreementId">The agreement.</param>
/// <param name="Sha256">Hash of the frozen text, lower-case hex.</param>
public sealed record AgreementFrozen(RegionCode Region, Guid AgreementId, string Sha256) : IEvent
{
    /// <inheritdoc />
    public static string Name => "movement.agreement-frozen.v1";
}

/// <summary>An obligation's evidence was accepted by the other party.</summary>
/// <param name="Region">The region whose agreement it is.</param>
/// <param name="AgreementId">The agreement.</param>
/// <param name="Obligation">The obligation.</param>
/// <param name="Code">Its code in the template, such as <c>sk-dewan</c>.</param>
/// <param name="MetOn">Legal date on which the evidence was handed in.</param>
public sealed record ObligationMet(RegionCode Region, Guid AgreementId, Guid Obligation, string Code, DateOnly MetOn) : IEvent
{
    /// <inheritdoc />
    public static string Name => "movement.obligation-met.v1";
}

/// <summary>A party signed an agreement on the platform.</summary>
/// <param name="Region">The region whose agreement it is.</param>
/// <param name="AgreementId">The agreement.</param>
/// <param name="Party">Number of the party in the agreement.</param>
public sealed record AgreementPartySigned(RegionCode Region, Guid AgreementId, int Party) : IEvent
{
    /// <inheritdoc />
    public static string Name => "movement.agreement-party-signed.v1";
}
