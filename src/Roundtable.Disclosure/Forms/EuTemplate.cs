using static Roundtable.Disclosure.Forms.FormFigures;

namespace Roundtable.Disclosure.Forms;

/// <summary>
/// The public summary of training content of the European Commission's AI Office, by the template that was published on 24 July 2025 with its explanatory
/// notice: its sections and items in their order, under their titles.
/// </summary>
internal static class EuTemplate
{
    private const string Provider = "The provider knows it: write it into the file of answers.";
    private const string Modalities = "Name the modalities (text, image, video, audio, other) in the file of answers.";
    private const string SizeOfMedia = "Scans read text alone: write the range into the file of answers, or that there is none.";

    public static FormTemplate Template { get; } = new(
        FormKind.Eu,
        "Public Summary of Training Content for General-Purpose AI models",
        "Article 53(1)(d) of Regulation (EU) 2024/1689 (AI Act), by the template of the AI Office of July 2025.",
        [
            new("0", "Version", [Item("summary-version", "Version of the Summary", Provider), Item("last-update", "Last update", Provider, Day)]),
            new("1", "General information", []),
            new("1.1", "Provider identification",
            [
                Item(
                    "provider", "Provider name and contact details",
                    "Register the organisation that owns it, and write how it is reached into the file of answers.", Owner),
                Item("representative", "Authorised representative name and contact details", Provider),
            ]),
            new("1.2", "Model identification",
            [
                Item("model-names", "Versioned model name(s)", Provider, Name),
                Item(
                    "model-dependencies", "Model dependencies",
                    "Declare what it was derived from in its entry ('derived-from'), or write that there is none.", Dependencies),
                Item("placed-on-market", "Date of placement of the model on the Union market", Provider),
            ]),
            new("1.3", "Modalities, overall training data size and other characteristics",
            [
                Item("text-size", "Text: training data size", "Scan the data with --tokens, and name the report with --scan.", TextSize),
                Item(
                    "text-content", "Text: types of content",
                    "Describe the content in the file of answers; a scan adds the shapes of its rows.", f => Hints(Shapes(f))),
                Item("image-size", "Image: training data size", SizeOfMedia),
                Item("image-content", "Image: types of content", Provider),
                Item("audio-size", "Audio: training data size", SizeOfMedia),
                Item("audio-content", "Audio: types of content", Provider),
                Item("video-size", "Video: training data size", SizeOfMedia),
                Item("video-content", "Video: types of content", Provider),
                Item("other-modalities", "Other: training data size and types of content", Provider) with { Optional = true },
                Item(
                    "latest-acquisition", "Latest date of data acquisition/collection for model training",
                    "Say on which day each source was obtained in its entry ('on').", Obtained),
                Item(
                    "languages", "Description of the linguistic characteristics of the overall training data",
                    "Scan the data, and name the report with --scan.", Languages),
                Item(
                    "other-characteristics", "Other relevant characteristics of the overall training data",
                    "Scan the data, and name the report with --scan.", Origins),
                Comments("general-comments"),
            ]),
            new("2", "List of data sources", []),
            new("2.1", "Publicly available datasets",
            [
                Question("public-datasets", "Have you used publicly available datasets to train the model?", PublicDatasets),
                Item("public-modalities", "Modality(ies) of the content covered by the datasets concerned", Modalities) with { If = "public-datasets" },
                Item(
                    "public-large", "List of large publicly available datasets", "Declare them as sources of its entry, each with its licence.",
                    PublicDatasets) with { If = "public-datasets" },
                Item("public-other", "General description of other publicly available datasets not listed above", Provider) with { If = "public-datasets" },
                Comments("public-comments"),
            ]),
            new("2.2", "Private non-publicly available datasets obtained from third parties", []),
            new("2.2.1", "Datasets commercially licensed by rightsholders or their representatives",
            [
                Question(
                    "licensed-datasets",
                    "Have you concluded transactional commercial licensing agreement(s) with rightsholder(s) or with their representatives?"),
                Item("licensed-modalities", "Modality(ies) of the content covered by the datasets concerned", Modalities) with { If = "licensed-datasets" },
            ]),
            new("2.2.2", "Private datasets obtained from other third parties",
            [
                Question("private-datasets", "Have you obtained private datasets from third parties that are not licensed as described in Section 2.2.1?"),
                Item("private-modalities", "Modality(ies) of the content covered by the datasets concerned", Modalities) with { If = "private-datasets" },
                Item("private-known", "List of publicly known private datasets obtained from other third parties", Provider) with { If = "private-datasets" },
                Item(
                    "private-description", "General description of non-publicly known private datasets obtained from third parties",
                    Provider) with { If = "private-datasets" },
                Comments("private-comments"),
            ]),
            new("2.3", "Data crawled and scraped from online sources",
            [
                Question("crawlers", "Were crawlers used by the provider or on its behalf?", WebArchives),
                Item("crawler-names", "Crawler name(s)/identifier(s)", Provider) with { If = "crawlers" },
                Item("crawler-purposes", "Purposes of the crawler(s)", Provider) with { If = "crawlers" },
                Item("crawler-behaviour", "General description of crawler behaviour", Provider) with { If = "crawlers" },
                Item("crawl-period", "Period of data collection", Provider) with { If = "crawlers" },
                Item("crawl-content", "Comprehensive description of the type of content and online sources crawled", Provider) with { If = "crawlers" },
                Item("crawl-modalities", "Type of modality covered", Modalities) with { If = "crawlers" },
                Item("crawl-domains", "Summary of the most relevant domain names crawled", Provider) with { If = "crawlers" },
                Comments("crawl-comments"),
            ]),
            new("2.4", "User data",
            [
                Question("user-interactions", "Was data from user interactions with the AI model (e.g. user input and prompts) used to train the model?"),
                Question(
                    "other-services", "Was data collected from user interactions with the provider's other services or products used to train the model?"),
                Item(
                    "services", "General description of the provider's services or products that were used to collect the user data",
                    Provider) with { If = "other-services" },
                Item("user-modalities", "Type of modality covered", Modalities) with { If = "user-interactions" },
                Comments("user-comments"),
            ]),
            new("2.5", "Synthetic data",
            [
                Question("synthetic", "Was synthetic AI-generated data created by the provider or on their behalf to train the model?", Synthetic),
                Item("synthetic-modalities", "Modality of the synthetic data", Modalities, SyntheticModality) with { If = "synthetic" },
                Item(
                    "synthetic-models", "General-purpose AI model(s) used to generate the synthetic data if available on the market",
                    "Declare the models in the entries of the datasets ('made-with'), or scan the data.", OfferedModels) with { If = "synthetic" },
                Item(
                    "synthetic-other-models",
                    "Information about other AI models used to generate synthetic data, including the provider's own not available on the market",
                    "Declare the models in the entries of the datasets ('made-with'), and register them.", OtherModels) with { If = "synthetic" },
                Comments("synthetic-comments"),
            ]),
            new("2.6", "Other sources of data",
            [
                Question("other-sources", "Have data sources other than those described in Sections 2.1 to 2.5 been used to train the model?"),
                Item(
                    "other-sources-description", "Narrative description of these data sources and the data", Provider,
                    Unassigned) with { If = "other-sources" },
            ]),
            new("3", "Data processing aspects", []),
            new("3.1", "Respect of reservation of rights from text and data mining exception or limitation",
            [
                Question(
                    "code-of-practice",
                    "Are you a Signatory to the Code of Practice for general-purpose AI models that includes commitments to respect "
                        + "reservations of rights from the TDM exception or limitation?"),
                Item(
                    "reservations", "Measures implemented before model training to respect reservations of rights from the TDM exception or limitation",
                    Provider),
                Comments("reservation-comments"),
            ]),
            new("3.2", "Removal of illegal content", [Item("illegal-content", "General description of measures taken", Provider)]),
            new("3.3", "Other information (optional)",
            [
                Item("other-processing", "Other relevant information about data processing", Provider, Processing) with { Optional = true },
                Item("checks", "How the figures can be checked", "Commit to the data with 'roundtable disclose commit'.", Checks) with { Optional = true },
            ]),
        ]);

    private static FormItem Item(string key, string title, string settle, Func<FormFacts, IEnumerable<FormFigure>>? figures = null) =>
        new(key, title, settle) { Figures = figures };

    private static FormItem Question(string key, string title, Func<FormFacts, IEnumerable<FormFigure>>? figures = null) =>
        new(key, title, "Answer yes or no in the file of answers: nothing on record shows that it is no.") { Figures = figures, YesNo = true };

    private static FormItem Comments(string key) => new(key, "Additional comments (optional)", Provider) { Optional = true };
}
