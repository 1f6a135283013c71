using Roundtable.Record.Entries;

namespace Roundtable.Workspace.Logs;

/// <summary>A leaf's kind for people.</summary>
public static class LeafKindText
{
    /// <summary>What the leaf records, as the beginning of a sentence.</summary>
    public static string Kind(LeafKind kind) => kind switch
    {
        LeafKind.ModelOutput => "What a model answered",
        LeafKind.CallFailed => "A call that failed",
        LeafKind.SessionOpened => "A session that began",
        LeafKind.SessionClosed => "A session that ended",
        LeafKind.ExternalTranscript => "A transcript that was imported",
        LeafKind.Regrouping or LeafKind.HumanContribution => "What a person contributed",
        LeafKind.Deletion => "Contents that were erased",
        LeafKind.Dataset => "A dataset",
        LeafKind.Model => "A model",
        LeafKind.Terms => "Someone's terms",
        LeafKind.Ruling => "A ruling",
        LeafKind.Disclosure => "A disclosure",
        LeafKind.Provider => "A provider of models",
        LeafKind.Organisation => "An organisation",
        LeafKind.Scan => "A corpus that was scanned",
        LeafKind.Exchange => "An exchange through the gateway",
        LeafKind.Run => "A run",
        LeafKind.Gold => "Labels given by people (gold)",
        LeafKind.Label => "Labels of a run",
        LeafKind.ContextFile => "A file that a panel was shown",
        LeafKind.ToolCall => "A call of a tool",
        LeafKind.TrainingSet => "A training set",
        _ => kind.ToString(),
    };
}
