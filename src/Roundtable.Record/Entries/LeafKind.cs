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

    /// <summary>A person assigned positions to other clusters, in leaves of version 1; since then a <see cref="HumanContribution"/>.</summary>
    Regrouping,

    /// <summary>Contents are erased; <see cref="Leaf.Document"/> is the canonical JSON array of their digests.</summary>
    Deletion,

    /// <summary>A person added or changed something; <see cref="Leaf.Document"/> says what.</summary>
    HumanContribution,

    /// <summary>A dataset, in one version; <see cref="Leaf.Document"/> describes it.</summary>
    Dataset,

    /// <summary>A model, in one version; <see cref="Leaf.Document"/> describes it.</summary>
    Model,

    /// <summary>One version of someone's terms; <see cref="Leaf.Document"/> holds their clauses.</summary>
    Terms,

    /// <summary>An answer to whether content may be used; <see cref="Leaf.Document"/> is the ruling.</summary>
    Ruling,

    /// <summary>What was published about a corpus; <see cref="Leaf.Document"/> is the disclosure.</summary>
    Disclosure,

    /// <summary>Someone through whom models are reached, in one version; <see cref="Leaf.Document"/> describes them.</summary>
    Provider,

    /// <summary>An organisation, in one version; <see cref="Leaf.Document"/> describes it.</summary>
    Organisation,

    /// <summary>A corpus was scanned; <see cref="Leaf.Document"/> is what the scan commits to.</summary>
    Scan,

    /// <summary>
    /// One request and its response passed through the gateway: <see cref="Leaf.Prompt"/> is the request's body and <see cref="Leaf.Raw"/> the
    /// response's, byte for byte; <see cref="Leaf.Output"/> is the response's text where it has one. Since version 3, as all kinds below.
    /// </summary>
    Exchange,

    /// <summary>A run began; <see cref="Leaf.Document"/> is its plan: the question's form, the panel, what it asks about.</summary>
    Run,

    /// <summary>People gave items their right labels before anything was asked; <see cref="Leaf.Document"/> holds items and labels.</summary>
    Gold,

    /// <summary>What a run says of its items; <see cref="Leaf.Document"/> holds classes, probabilities and the ballots they rest on.</summary>
    Label,
}
