namespace Roundtable.Record.Entries;

/// <summary>What a leaf records. In JSON the names are in kebab-case: <c>model-output</c>.</summary>
public enum LeafKind
{
    /// <summary>A model answered a call: prompt, settings, output and the raw bytes of the response.</summary>
    ModelOutput,

    /// <summary>A call produced no output; <see cref="Leaf.Reason"/> explains why.</summary>
    CallFailed,

    /// <summary>A session began; <see cref="Leaf.Document"/> is its question, panel and settings.</summary>
    SessionOpened,

    /// <summary>A session ended; <see cref="Leaf.Document"/> is the whole session.</summary>
    SessionClosed,

    /// <summary>A published transcript was imported; <see cref="Leaf.Document"/> is its text.</summary>
    ExternalTranscript,

    /// <summary>A person reassigned positions to clusters; version 1 only, replaced by <see cref="HumanContribution"/>.</summary>
    Regrouping,

    /// <summary>Contents are erased; <see cref="Leaf.Document"/> is the canonical JSON array of their digests.</summary>
    Deletion,

    /// <summary>A person added or changed something; <see cref="Leaf.Document"/> describes it.</summary>
    HumanContribution,

    /// <summary>A dataset, in one version; <see cref="Leaf.Document"/> describes it.</summary>
    Dataset,

    /// <summary>A model, in one version; <see cref="Leaf.Document"/> describes it.</summary>
    Model,

    /// <summary>One version of a party's terms; <see cref="Leaf.Document"/> contains their clauses.</summary>
    Terms,

    /// <summary>A decision on whether content may be used; <see cref="Leaf.Document"/> is the ruling.</summary>
    Ruling,

    /// <summary>What was published about a corpus; <see cref="Leaf.Document"/> is the disclosure.</summary>
    Disclosure,

    /// <summary>A provider of models, in one version; <see cref="Leaf.Document"/> describes it.</summary>
    Provider,

    /// <summary>An organisation, in one version; <see cref="Leaf.Document"/> describes it.</summary>
    Organisation,

    /// <summary>A corpus was scanned; <see cref="Leaf.Document"/> is what the scan commits to.</summary>
    Scan,

    /// <summary>
    /// One request and its response through the gateway: <see cref="Leaf.Prompt"/> is the request's body and <see cref="Leaf.Raw"/> the
    /// response's, byte for byte; <see cref="Leaf.Output"/> is the response's text, if any. Since version 3, like all kinds below.
    /// </summary>
    Exchange,

    /// <summary>A run began; <see cref="Leaf.Document"/> is its plan: question form, panel and items.</summary>
    Run,

    /// <summary>People assigned the correct labels to items before any model was asked; <see cref="Leaf.Document"/> contains both.</summary>
    Gold,

    /// <summary>Labels that a run assigned to its items; <see cref="Leaf.Document"/> contains classes, probabilities and supporting ballots.</summary>
    Label,

    /// <summary>
    /// A file that a panel was shown beside its question: <see cref="Leaf.Raw"/> is its bytes, <see cref="Leaf.Document"/> its name and media type. Since
    /// version 4, like all kinds below.
    /// </summary>
    ContextFile,

    /// <summary>
    /// A tool was called for a model, by this program or by the model's provider: <see cref="Leaf.Prompt"/> is the call, <see cref="Leaf.Output"/> what it
    /// returned as the model was given it, <see cref="Leaf.Raw"/> the bytes as they came, <see cref="Leaf.Reason"/> why it failed.
    /// </summary>
    ToolCall,

    /// <summary>
    /// Rows of the log and of corpora were written as a training set; <see cref="Leaf.Document"/> is its manifest: the root over its rows, sums, conditions.
    /// </summary>
    TrainingSet,
}
