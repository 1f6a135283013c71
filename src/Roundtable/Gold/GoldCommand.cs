using System.CommandLine;
using Roundtable.Cli.CommandLine;

namespace Roundtable.Cli.Gold;

/// <summary><c>roundtable gold</c>: items for people to label, drawn at random on the record; import, export, agreement, adjudication.</summary>
internal static class GoldCommand
{
    /// <summary>The command with its verbs.</summary>
    public static Command Create() => Verb.Create(
        "gold",
        "Items that people label, drawn at random on the record; subcommands: draw, queue, import, export, show, adjudicate, delete.",
        [
            GoldDrawing.Create(),
            GoldQueueing.Create(),
            GoldExchange.CreateImport(),
            GoldExchange.CreateExport(),
            GoldReading.CreateShow(),
            GoldReading.CreateAdjudicate(),
            GoldReading.CreateDelete(),
        ],
        GoldReading.ListAsync);
}
