using System.Net;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Bills;
using KotaCerdas.Revenue.Model.Bills;
using KotaCerdas.Revenue.Model.Letters;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>What somebody sees of what is owed who holds a letter about it.</summary>
/// <param name="File">What is owed.</param>
/// <param name="MaskedName">First letters of the name.</param>
/// <param name="Owed">What is to be paid of it.</param>
internal sealed record CheckedCharge(ChargeFileOf File, string MaskedName, ChargeOwed Owed);

/// <summary>
/// Looks up what a return, an assessment, a levy or a bill of sanctions asks for, by the check code of any letter about it: one way for
/// page and API. A code cannot be tried out, and wrong ones make its sender wait.
/// </summary>
internal sealed class ChargeCheck(DocumentRegister register, ChargeReading charges, BillGate gate)
{
    /// <summary>True where a text is the code of a letter rather than an object's number, which has digits only.</summary>
    public static bool IsCode(string? typed) => CheckCode.TryRead(typed, out var code, out _) && code.Any(char.IsAsciiLetter);

    /// <summary>The charge; that there is none, or how long to wait. Of a PBB-P2 bill only which one it is.</summary>
    public async Task<Outcome<CheckedCharge>> RunAsync(BillRegion where, string? typed, IPAddress? address, CancellationToken cancel)
    {
        if (!CheckCode.TryRead(typed, out var code, out var region) || region != where.Code)
        {
            return new Problem("Revenue.ChargeCheck.CodeWrong", NopText.Field, where.Region.Name);
        }

        if (gate.Ask(where.Code, address, withCode: true) is { } wait)
        {
            return BillCheck.Wait(wait);
        }

        if (await register.FindByCodeAsync(code, cancel) is not { SubjectKind: LetterText.ChargeSubject } letter
            || !Guid.TryParse(letter.SubjectId, out var id)
            || await charges.FindAsync(where.Code, new ChargeId(id), cancel) is not { } file)
        {
            gate.Missed(where.Code, address, withCode: true);
            return new Problem("Revenue.ChargeCheck.None", NopText.Field, where.Region.Name);
        }

        var billed = (await charges.BilledAsync(where.Code, [file.Id], cancel)).GetValueOrDefault(file.Id);
        return new CheckedCharge(
            file, MaskedName.Of(file.Taxpayer.Name), ChargeOwed.Of(file.Current, file.Last, billed, where.Interest, where.Today));
    }
}
