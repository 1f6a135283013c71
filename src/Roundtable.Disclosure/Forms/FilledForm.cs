using Roundtable.Terms.Registry;

namespace Roundtable.Disclosure.Forms;

/// <summary>How far an item is filled in.</summary>
public enum ItemState
{
    /// <summary>Something is on record about it, or somebody answered it.</summary>
    Known,

    /// <summary>Nothing is.</summary>
    NotKnown,

    /// <summary>Nothing is, and the form lets it be left out.</summary>
    LeftOut,

    /// <summary>The question before it was answered with no.</summary>
    NotApplicable,

    /// <summary>It was answered with no, and what is on record shows that it is yes.</summary>
    Contradicted,
}

/// <summary>An item as it is published.</summary>
/// <param name="Item">The item.</param>
/// <param name="Answer">What somebody answered; null for nothing.</param>
/// <param name="Figures">What is on record; an answer stands beside it, never in its place.</param>
/// <param name="State">How far it is filled in.</param>
public sealed record FilledItem(FormItem Item, string? Answer, IReadOnlyList<FormFigure> Figures, ItemState State);

/// <summary>A section as it is published.</summary>
/// <param name="Section">The section.</param>
/// <param name="Items">Its items.</param>
public sealed record FilledSection(FormSection Section, IReadOnlyList<FilledItem> Items);

/// <summary>A form with what is on record and what somebody answered.</summary>
/// <param name="Template">The form.</param>
/// <param name="Facts">What is on record.</param>
/// <param name="Sections">Its sections.</param>
public sealed record FilledForm(FormTemplate Template, FormFacts Facts, IReadOnlyList<FilledSection> Sections)
{
    /// <summary>The version of the format of its document.</summary>
    public const string Current = "roundtable-disclosure/1";

    /// <summary>Which model or dataset it is about.</summary>
    public EntryId Subject => Facts.Subject.Entry.Id;

    /// <summary>Its items in their order.</summary>
    public IEnumerable<FilledItem> Items => Sections.SelectMany(s => s.Items);

    /// <summary>The items that nobody knows or that contradict what is on record.</summary>
    public IEnumerable<FilledItem> Missing => Items.Where(i => i.State is ItemState.NotKnown or ItemState.Contradicted);

    /// <summary>Fills a form in.</summary>
    /// <param name="template">The form.</param>
    /// <param name="facts">What is on record.</param>
    /// <param name="answers">What somebody answered, by the keys of items.</param>
    public static FilledForm Fill(FormTemplate template, FormFacts facts, IReadOnlyDictionary<string, string> answers)
    {
        Dictionary<string, bool> shown = new(StringComparer.Ordinal);
        List<FilledSection> sections = [];
        foreach (var section in template.Sections)
        {
            List<FilledItem> items = [];
            foreach (var item in section.Items)
            {
                var figures = item.Figures?.Invoke(facts).ToList() ?? [];
                var answer = answers.GetValueOrDefault(item.Key);
                shown[item.Key] = figures.Exists(f => f.ShowsYes);
                items.Add(new FilledItem(item, answer, figures, State(item, answer, figures, answers, shown)));
            }

            sections.Add(new FilledSection(section, items));
        }

        return new FilledForm(template, facts, sections);
    }

    private static ItemState State(
        FormItem item, string? answer, List<FormFigure> figures, IReadOnlyDictionary<string, string> answers, Dictionary<string, bool> shown) =>
        item.YesNo && IsNo(answer) && shown[item.Key] ? ItemState.Contradicted
        : answer is not null || (item.YesNo ? shown[item.Key] : figures.Exists(f => !f.IsPartial)) ? ItemState.Known
        : item.If is { } question && IsNo(answers.GetValueOrDefault(question)) && !shown.GetValueOrDefault(question) ? ItemState.NotApplicable
        : item.Optional ? ItemState.LeftOut
        : ItemState.NotKnown;

    private static bool IsNo(string? answer) =>
        answer is not null && answer.StartsWith("no", StringComparison.OrdinalIgnoreCase) && (answer.Length == 2 || !char.IsLetter(answer[2]));
}
