using System.Text.Json;
using KotaCerdas.Movement.Features.Indices;
using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using KotaCerdas.Ui;

namespace KotaCerdas.Movement.Features.Invitations;

/// <summary>Why a region is in a call, as it was kept with the invitation: the rule with what it found, or the region's own wish.</summary>
internal static class InvitationBasis
{
    /// <summary>In a few words: the values that the rule found, the reason where it found none, or that the region asked.</summary>
    public static string Short(InvitationKind kind, string reason, string basis, Texts texts)
    {
        if (kind == InvitationKind.Volunteer)
        {
            return texts["Movement.Invite.ByItself"];
        }

        var found = Findings(basis).Select(f => texts[
            "Movement.Invite.Found", NameOf(f.Condition), Year(f.Condition.Year), RuleSentence.Of(f, texts)]).ToList();
        return found.Count == 0 ? reason : string.Join("; ", found);
    }

    /// <summary>All of it: the rule, each value with its source, the letter; or the wish and the ministry's answer.</summary>
    public static IReadOnlyList<Fact> Facts(Invitation invitation, Texts texts)
    {
        if (invitation.Kind == InvitationKind.Volunteer)
        {
            List<Fact> asked = [new(texts["Movement.Invite.ByItself"], invitation.Reason)];
            return invitation.AnswerReason.Length == 0 ? asked
                : [.. asked, new(texts["Movement.Invite.AnswerReason"], invitation.AnswerReason)];
        }

        var found = Findings(invitation.Basis);
        List<Fact> facts =
        [
            new(texts[found.Count > 0 ? "Movement.Invite.Rule" : "Movement.Call.ChangeReason"], invitation.Reason),
            .. found.Select(f => new Fact(
                RuleSentence.Of(f.Condition, texts),
                f.Fact is { Source.Length: > 0 } fact
                    ? texts["Movement.Invite.FoundIn", RuleSentence.Of(f, texts), fact.Source] : RuleSentence.Of(f, texts))),
        ];
        if (invitation.LetterNumber.Length > 0)
        {
            facts.Add(new(texts["Movement.Invite.Letter"], invitation.LetterDate is { } on
                ? texts["Movement.Invite.LetterOf", invitation.LetterNumber, on] : invitation.LetterNumber));
        }

        return facts;
    }

    /// <summary>Empty for a volunteer, who is in no rule.</summary>
    private static IReadOnlyList<Finding> Findings(string basis) =>
        basis.StartsWith('[') ? JsonSerializer.Deserialize<IReadOnlyList<Finding>>(basis) ?? [] : [];

    private static string NameOf(Condition condition) =>
        IndexCatalogue.Find(condition.Index) is { } index ? IndexCatalogue.NameOf(index) : condition.Index;

    private static string Year(int year) => year.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
