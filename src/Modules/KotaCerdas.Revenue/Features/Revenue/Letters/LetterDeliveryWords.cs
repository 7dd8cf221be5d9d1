using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Ui;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>What became of a letter, in words.</summary>
internal static class LetterDeliveryWords
{
    public static string Of(LetterDelivery delivery, Texts texts) => delivery.Arrived
        ? texts["Revenue.LetterDelivery.Taken", delivery.HappenedOn, delivery.Receiver]
        : texts["Revenue.Delivery.Earlier", texts[$"Revenue.DeliveryOutcome.{delivery.Outcome}"], delivery.HappenedOn];
}
