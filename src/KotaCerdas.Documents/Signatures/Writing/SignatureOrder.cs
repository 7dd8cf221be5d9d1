namespace KotaCerdas.Documents.Signatures;

/// <summary>What a signature says about itself.</summary>
public sealed record SignatureOrder
{
    /// <summary>When it is made; stands in the file as <c>/M</c>, which is a claim and no proof.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who signs; nothing where null.</summary>
    public string? Name { get; init; }

    /// <summary>Why; nothing where null.</summary>
    public string? Reason { get; init; }

    /// <summary>Where; nothing where null.</summary>
    public string? Location { get; init; }

    /// <summary>The visible mark; null signs without one.</summary>
    public SignatureMark? Mark { get; init; }
}

/// <summary>A visible mark of a signature: lines of text in a frame.</summary>
/// <param name="Page">Number of the page, from 1.</param>
/// <param name="Left">Distance from the left edge of the page, in points of 1/72 inch.</param>
/// <param name="Bottom">Distance from the bottom edge.</param>
/// <param name="Width">Width of the frame.</param>
/// <param name="Height">Height of the frame.</param>
/// <param name="Lines">What stands in it: the office first, then who, then when.</param>
public sealed record SignatureMark(int Page, double Left, double Bottom, double Width, double Height, IReadOnlyList<string> Lines);

/// <summary>Why a file was not signed. The file that was handed in is never touched.</summary>
public enum SigningFailure
{
    /// <summary>No PDF file that the reader understands, or an encrypted one.</summary>
    Unreadable,

    /// <summary>The page of the mark does not exist.</summary>
    NoSuchPage,

    /// <summary>The signature with its certificates is larger than the place reserved for it.</summary>
    TooLarge,

    /// <summary>The time-stamping authority did not answer, or not as it should.</summary>
    NoTimestamp,
}

/// <summary>A signed file, or why there is none.</summary>
/// <param name="File">The whole file with its new revision; null on failure.</param>
/// <param name="Failure">Null on success.</param>
public sealed record SigningResult(byte[]? File, SigningFailure? Failure)
{
    internal static SigningResult Of(byte[] file) => new(file, null);

    internal static SigningResult Of(SigningFailure failure) => new(null, failure);
}
