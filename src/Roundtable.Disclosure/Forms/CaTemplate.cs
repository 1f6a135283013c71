using static Roundtable.Disclosure.Forms.FormFigures;

namespace Roundtable.Disclosure.Forms;

/// <summary>
/// The twelve items of California's Civil Code section 3111(a), as Assembly Bill 2013 (2024) added it, in their order and under short titles of our own.
/// </summary>
internal static class CaTemplate
{
    private const string Developer = "The developer knows it: write it into the file of answers.";
    private const string Scan = "Scan the data, and name the report with --scan.";

    public static FormTemplate Template { get; } = new(
        FormKind.Ca,
        "Documentation of training data (California, AB 2013)",
        "Section 3111 of the California Civil Code, added by Assembly Bill 2013 of 2024; in force since 1 January 2026.",
        [
            new(
                "0", "System",
                [new("system", "Generative AI system or service, and who develops it", Developer) { Figures = f => [.. Name(f), .. Owner(f)] }]),
            new("(a)", "High-level summary of the datasets", []),
            Section(
                "(1)",
                new(
                    "sources", "Sources or owners of the datasets",
                    "Declare them as sources of its entry, each with its owner.") { Figures = DatasetOwners }),
            Section("(2)", new("purpose", "How the datasets further the intended purpose of the system or service", Developer)),
            Section("(3)", new("data-points", "Number of data points, in general ranges or as estimates", Scan) { Figures = Rows }),
            Section("(4)", new("data-point-types", "Types of data points: labels, or general characteristics", Scan) { Figures = Shapes }),
            Section(
                "(5)",
                new(
                    "protected", "Whether they include data protected by copyright, trademark or patent, or are entirely in the public domain",
                    "Say under which licence each source is in its entry; a licence is a sign of protection.")
                {
                    Figures = f => Hints(Licences(f)),
                }),
            Section(
                "(6)",
                new("purchased", "Whether the datasets were purchased or licensed by the developer", Developer) { Figures = f => Hints(Licences(f)) }),
            Section(
                "(7)",
                new(
                    "personal-information", "Whether they include personal information (Civil Code 1798.140(v))",
                    "Scan the data, and answer yes or no: a scan finds formats, and no names.") { Figures = PersonalData, YesNo = true }),
            Section(
                "(8)",
                new("consumer-information", "Whether they include aggregate consumer information (Civil Code 1798.140(b))", Developer) { YesNo = true }),
            Section(
                "(9)",
                new("processing", "Cleaning, processing or other modification by the developer, and its purpose", Developer)
                {
                    Figures = f => Hints(Processing(f)),
                }),
            Section(
                "(10)",
                new(
                    "collection-period", "Period in which the data were collected, and whether collection is ongoing",
                    "Say on which day each source was obtained in its entry ('on').") { Figures = Obtained }),
            Section("(11)", new("first-used", "Dates on which the datasets were first used during development", Developer)),
            Section(
                "(12)",
                new(
                    "synthetic", "Whether synthetic data generation was used or is used continuously",
                    "Declare the models in the entries of the datasets ('made-with'), or scan the data.")
                {
                    Figures = f => [.. Synthetic(f), .. OfferedModels(f), .. OtherModels(f)],
                    YesNo = true,
                }),
            new(
                "", "Beyond what the section asks",
                [new(
                    "checks", "How the figures can be checked",
                    "Commit to the data with 'roundtable disclose commit'.") { Figures = Checks, Optional = true }]),
        ]);

    private static FormSection Section(string number, FormItem item) => new(number, item.Title, [item]);
}
