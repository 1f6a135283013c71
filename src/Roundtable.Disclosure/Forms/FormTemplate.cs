namespace Roundtable.Disclosure.Forms;

/// <summary>A form in which it is published what a model or a dataset was made of.</summary>
public enum FormKind
{
    /// <summary>The European Union's public summary of training content: Article 53(1)(d) of Regulation (EU) 2024/1689, template of July 2025.</summary>
    Eu,

    /// <summary>California's documentation of training data: Civil Code section 3111, Assembly Bill 2013.</summary>
    Ca,

    /// <summary>A card of our own: what is on record, and how it was checked.</summary>
    Card,
}

/// <summary>An item of a form.</summary>
/// <param name="Key">Its key in the file of answers.</param>
/// <param name="Title">Its title; for official forms the official one, or a short one of our own.</param>
/// <param name="Settle">What would settle it, as a sentence.</param>
public sealed record FormItem(string Key, string Title, string Settle)
{
    /// <summary>Computes what is on record about it; null where nothing can be.</summary>
    public Func<FormFacts, IEnumerable<FormFigure>>? Figures { get; init; }

    /// <summary>Whether the form lets it be left out.</summary>
    public bool Optional { get; init; }

    /// <summary>The key of the question that has to be answered with yes for this item to apply; null where it always does.</summary>
    public string? If { get; init; }

    /// <summary>Whether it is answered with yes or no, with or without words after it.</summary>
    public bool YesNo { get; init; }
}

/// <summary>A section of a form.</summary>
/// <param name="Number">Its number, such as <c>2.5</c>.</param>
/// <param name="Title">Its title.</param>
/// <param name="Items">Its items; a heading alone has none.</param>
public sealed record FormSection(string Number, string Title, IReadOnlyList<FormItem> Items);

/// <summary>A form before anything is filled in.</summary>
/// <param name="Kind">Which one.</param>
/// <param name="Title">Its title.</param>
/// <param name="Basis">What asks for it, in a sentence.</param>
/// <param name="Sections">Its sections.</param>
public sealed record FormTemplate(FormKind Kind, string Title, string Basis, IReadOnlyList<FormSection> Sections)
{
    /// <summary>The template of a kind.</summary>
    public static FormTemplate Of(FormKind kind) => kind switch
    {
        FormKind.Eu => EuTemplate.Template,
        FormKind.Ca => CaTemplate.Template,
        _ => CardTemplate.Template,
    };

    /// <summary>Its items in their order.</summary>
    public IEnumerable<FormItem> Items => Sections.SelectMany(s => s.Items);
}
