using static Roundtable.Disclosure.Forms.FormFigures;

namespace Roundtable.Disclosure.Forms;

/// <summary>A card: shares, sources, models and terms, and how they were checked, by whom and when.</summary>
internal static class CardTemplate
{
    private const string Scan = "Scan the data, and name the report with --scan.";
    private const string Owner = "The owner knows it: write it into the file of answers.";

    public static FormTemplate Template { get; } = new(
        FormKind.Card,
        "What it is made of",
        "No law asks for this card. It says what is on record, and how that was checked.",
        [
            new("1", "What it is",
            [
                new("name", "Name and version", Owner) { Figures = Name },
                new("owner", "Owner", "Say who owns it in its entry, and register the organisation.") { Figures = FormFigures.Owner },
                new("purpose", "What it is for", Owner),
            ]),
            new("2", "Shares",
            [
                new("origins", "Who wrote the texts", Scan) { Figures = Origins },
                new("size", "Size", Scan) { Figures = f => [.. Rows(f), .. TextSize(f)] },
                new("languages", "Languages", Scan) { Figures = Languages },
            ]),
            new("3", "Sources",
            [
                new("sources", "Datasets and their owners", "Declare them as sources of its entry.") { Figures = DatasetOwners },
                new(
                    "dependencies", "Models that it was derived from or taught by",
                    "Declare them as sources of its entry, or write that there are none.") { Figures = Dependencies },
                new("obtained", "When the sources were obtained", "Say on which day each source was obtained in its entry ('on').") { Figures = Obtained },
            ]),
            new(
                "4", "Models that wrote its texts",
                [new(
                    "models", "Models",
                    "Declare them in the entries of the datasets ('made-with'), or scan the data.")
                {
                    Figures = f => [.. OfferedModels(f), .. OtherModels(f)],
                },
            ]),
            new("5", "Terms", [new("licences", "Licences and terms", "Say under which licence each source is in its entry.") { Figures = Licences }]),
            new(
                "6", "What is in it that may not be wanted",
                [new("sensitive", "Keys, personal data and repeated rows", Scan) { Figures = f => [.. PersonalData(f), .. Processing(f)] }]),
            new(
                "7", "How it was checked",
                [new("checks", "Commitments and audits", "Commit to the data with 'roundtable disclose commit', and have it audited.") { Figures = Checks }]),
        ]);
}
