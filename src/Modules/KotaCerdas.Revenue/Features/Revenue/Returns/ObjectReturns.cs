using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Letters;
using KotaCerdas.Revenue.Features.Levies;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Returns;
using Microsoft.AspNetCore.Http;

namespace KotaCerdas.Revenue.Features.Returns;

/// <summary>A return of an object and month, whoever files it and where.</summary>
/// <param name="Known">The object at the end of the month.</param>
/// <param name="Month">First day of the month.</param>
/// <param name="Before">The return that stands, null before the first.</param>
/// <param name="Form">The form, null where there are no rules.</param>
/// <param name="NoRules">Which rules are missing.</param>
internal sealed record ObjectReturn(KindObjectFile Known, DateOnly Month, Charge? Before, ReturnForm? Form, Problem? NoRules);

/// <summary>Opens, computes and sends returns of objects for the pages of the counter, of a link and of an account alike.</summary>
internal sealed class ObjectReturns(
    KindObjectReading objects, ChargeReading charges, FileReturn file, FileStore files, Actor actor, Texts texts)
{
    /// <summary>The month of an address, else the last one that is over.</summary>
    public static DateOnly MonthOf(string? month, DateOnly today) =>
        ReturnForm.MonthOf(month) ?? new DateOnly(today.Year, today.Month, 1).AddMonths(-1);

    /// <summary>The return of a month, or null where there is no such object or it is assessed by the office.</summary>
    public async Task<ObjectReturn?> OpenAsync(Region region, KindObjectId id, DateOnly month, CancellationToken cancel)
    {
        var to = month.AddMonths(1).AddDays(-1);
        if (await objects.FindAsync(region.Code, id, to, cancel) is not { } found || LetterRules.ReturnOf(found.Kind) is not { } letter)
        {
            return null;
        }

        var topic = new ChargeTopic(found.Kind, found.Owner, found.Current, found.Current.Number, month, to);
        var before = await charges.FindAsync(region.Code, FileReturn.ReferenceOf(letter, topic), cancel);
        var rules = await objects.RulesAsync(region.Code, found.Current.Kind, to, cancel);
        return rules.Failed ? new(found, month, before, null, rules.Problem)
            : new(
                found, month, before,
                new(rules.Value, region.Slug, texts) { Standing = Facts.Read(before?.Facts ?? found.Current.Facts) }, null);
    }

    /// <summary>Computes what was typed and, where it is sent, takes the files and files it. Null where it was only computed.</summary>
    public async Task<Outcome<Charge?>> RunAsync(
        Region region, ObjectReturn of, HttpRequest request, (string Channel, string? Reason) how, CancellationToken cancel)
    {
        if (of.Form is null)
        {
            return of.NoRules!;
        }

        var input = new ReturnInput
        {
            Object = of.Known.Current.ObjectId, Month = of.Month, Facts = of.Form.Facts(request.Form), Channel = how.Channel,
            Reason = (how.Reason ?? string.Empty).Trim(),
        };
        var preview = await file.PreviewAsync(region, input, cancel);
        if (preview.Failed)
        {
            return Outcome.Fail<Charge?>(preview.Problems);
        }

        of.Form.Preview = preview.Value;
        if (!ReturnForm.Sends(request.Form))
        {
            return Outcome.Of<Charge?>(null);
        }

        var taken = await ReturnForm.TakeAsync(files, actor, region.Code, request.Form.Files, cancel);
        if (taken.Failed)
        {
            return Outcome.Fail<Charge?>(taken.Problems);
        }

        var sent = await file.SendAsync(region, input with { Files = taken.Value }, ReturnForm.SeenOf(request.Form), cancel);
        return sent.Failed ? Outcome.Fail<Charge?>(sent.Problems) : sent.Value;
    }
}
