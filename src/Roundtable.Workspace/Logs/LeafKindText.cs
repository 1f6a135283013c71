using Roundtable.Record.Entries;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Workspace.Logs;

/// <summary>A leaf's kind for people.</summary>
public static class LeafKindText
{
    /// <summary>What the leaf records, as the beginning of a sentence: a text that is translated where it is shown.</summary>
    public static string Kind(LeafKind kind) => kind switch
    {
        LeafKind.ModelOutput => TLater("What a model answered"),
        LeafKind.CallFailed => TLater("A call that failed"),
        LeafKind.SessionOpened => TLater("A session that began"),
        LeafKind.SessionClosed => TLater("A session that ended"),
        LeafKind.ExternalTranscript => TLater("A transcript that was imported"),
        LeafKind.Regrouping or LeafKind.HumanContribution => TLater("What a person contributed"),
        LeafKind.Deletion => TLater("Contents that were erased"),
        LeafKind.Dataset => TLater("A dataset"),
        LeafKind.Model => TLater("A model"),
        LeafKind.Terms => TLater("Someone's terms"),
        LeafKind.Ruling => TLater("A ruling"),
        LeafKind.Disclosure => TLater("A disclosure"),
        LeafKind.Provider => TLater("A provider of models"),
        LeafKind.Organisation => TLater("An organisation"),
        LeafKind.Scan => TLater("A corpus that was scanned"),
        LeafKind.Exchange => TLater("An exchange through the gateway"),
        LeafKind.Run => TLater("A run"),
        LeafKind.Gold => TLater("Labels given by people (gold)"),
        LeafKind.Label => TLater("Labels of a run"),
        LeafKind.ContextFile => TLater("A file that a panel was shown"),
        LeafKind.ToolCall => TLater("A call of a tool"),
        LeafKind.TrainingSet => TLater("A training set"),
        _ => kind.ToString(),
    };
}
