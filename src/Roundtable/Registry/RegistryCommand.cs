using System.CommandLine;
using Roundtable.Cli.CommandLine;

namespace Roundtable.Cli.Registry;

/// <summary><c>roundtable registry</c>: models, datasets, providers, organisations and terms, and what came from what.</summary>
internal static class RegistryCommand
{
    /// <summary>The command with its verbs.</summary>
    public static Command Create() => Verb.Create(
        "registry",
        "List models, datasets, providers, organisations and terms; subcommands: add, show, import, export, lineage, questions, reciprocity, check.",
        [
            .. RegistryList.Options,
            Verb.Create("list", "List the entries, or those of a kind or whose text contains something.", RegistryList.Options, RegistryList.RunAsync),
            Verb.Create("show", "Show an entry: its versions, clauses, sources and corrections.", [RegistryShow.Name], RegistryShow.RunAsync),
            Verb.Create(
                "add", "Add entries from YAML files to the record. What is there already is never changed.", [.. RegistryAdd.Symbols], RegistryAdd.RunAsync),
            Verb.Create(
                "import",
                "Add entries from what others wrote: Hugging Face cards, Croissant, SPDX 3, CycloneDX.",
                [.. RegistryImport.Symbols],
                RegistryImport.RunAsync),
            Verb.Create(
                "export",
                "Publish a model or a dataset as Croissant, SPDX 3, CycloneDX, PROV-O, a hub's card, or by the Data Provenance Standards.",
                [.. RegistryExport.Symbols],
                RegistryExport.RunAsync),
            Verb.Create("lineage", "Show what something came from, and what came from it.", [.. RegistryLineage.Symbols], RegistryLineage.RunAsync),
            Verb.Create("questions", "Rank what is unknown by how much depends on it: what to ask a lawyer first.", [], RegistryQuestions.RunAsync),
            Verb.Create(
                "reciprocity",
                "Compare an organisation's restrictions on others with its own models' lineage.",
                [RegistryReciprocity.Organisation],
                RegistryReciprocity.RunAsync),
            Verb.Create(
                "check",
                "Tell which texts have not been read for six months, and what added entries changed.",
                [RegistryChecks.Since, RegistryChecks.Thin],
                RegistryChecks.RunAsync),
        ],
        RegistryList.RunAsync);
}
