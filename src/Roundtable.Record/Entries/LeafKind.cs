namespace Roundtable.Record.Entries;

/// <summary>What a leaf records. In JSON the names are in kebab-case: <c>model-output</c>.</summary>
public enum LeafKind
{
    /// <summary>A model answered a call: prompt, settings, output and the raw bytes of the answer.</summary>
    ModelOutput,

    /// <summary>A call gave no output; <see cref="Leaf.Reason"/> says why.</summary>
    CallFailed,

    /// <summary>A session began; <see cref="Leaf.Document"/> is its question, panel and settings.</summary>
    SessionOpened,

    /// <summary>A session ended; <see cref="Leaf.Document"/> is the whole session.</summary>
    SessionClosed,

    /// <summary>A transcript that others published was imported; <see cref="Leaf.Document"/> is its text.</summary>
    ExternalTranscript,

    /// <summary>A person assigned positions to other clusters; <see cref="Leaf.Document"/> says how.</summary>
    Regrouping,

    /// <summary>Contents are erased; <see cref="Leaf.Document"/> is the canonical JSON array of their digests.</summary>
    Deletion,
}
