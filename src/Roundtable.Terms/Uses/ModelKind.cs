namespace Roundtable.Terms.Uses;

/// <summary>What a model is offered for: models of one kind compete with each other.</summary>
public enum ModelKind
{
    /// <summary>It writes text; a large language model, with or without sight and hearing.</summary>
    LanguageModel,

    /// <summary>It turns texts or pictures into vectors.</summary>
    EmbeddingModel,

    /// <summary>It makes pictures.</summary>
    ImageModel,

    /// <summary>It makes moving pictures.</summary>
    VideoModel,

    /// <summary>It makes or transcribes speech or music.</summary>
    AudioModel,

    /// <summary>It sorts, ranks or scores what it is shown, and writes nothing.</summary>
    Classifier,

    /// <summary>Anything else.</summary>
    OtherModel,
}
