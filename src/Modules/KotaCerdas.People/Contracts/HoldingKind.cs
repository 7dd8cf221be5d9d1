namespace KotaCerdas.People.Contracts;

/// <summary>How a role is held.</summary>
public enum HoldingKind
{
    /// <summary>The holder of the office.</summary>
    Definitive,

    /// <summary>Pelaksana tugas: the office is vacant (UU 30/2014 art. 14).</summary>
    Plt,

    /// <summary>Pelaksana harian: the holder is away for a while (UU 30/2014 art. 14).</summary>
    Plh,

    /// <summary>Given on by its holder for a period.</summary>
    Delegated,
}
