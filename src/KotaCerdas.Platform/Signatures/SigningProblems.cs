namespace KotaCerdas.Platform;

/// <summary>What a refusal is about: the file, the one who signs, or the authority itself.</summary>
public static class SigningProblems
{
    private static readonly HashSet<string> OfAuthority = new(StringComparer.Ordinal)
    {
        "Platform.Signing.Silent", "Platform.Signing.ApplicationRefused", "Platform.Signing.NoSeal", "Platform.Signing.NoTimestamp",
    };

    private static readonly HashSet<string> OfSigner = new(StringComparer.Ordinal)
    {
        "Platform.Signing.CertificateState", "Platform.Signing.StateUnverified", "Platform.Signing.StateExpired",
        "Platform.Signing.StateRevoked", "Platform.Signing.StateSuspended", "Platform.Signing.StateUnknownPerson",
    };

    /// <summary>True where no other file would fare better.</summary>
    public static bool ConcernsAuthority(Problem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return OfAuthority.Contains(problem.Code);
    }

    /// <summary>True where the authority or the certificate of the signer stands in the way, whatever the file.</summary>
    public static bool ConcernsSigner(Problem problem) =>
        ConcernsAuthority(problem) || OfSigner.Contains(problem.Code);

    /// <summary>True where the authority said no in its own words: a wrong passphrase, or something about the file.</summary>
    public static bool IsRefusal(Problem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return problem.Code == "Platform.Signing.Refused";
    }
}
