using System.Text.Json.Nodes;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Documents;

namespace Roundtable.Workspace.Diagnostics;

/// <summary>Diagnoses as JSON.</summary>
public static class DiagnosisJson
{
    /// <summary>An object with whether nothing failed, and each diagnosis.</summary>
    public static JsonObject Of(IReadOnlyList<Diagnosis> diagnoses) => new()
    {
        ["ok"] = diagnoses.All(d => d.Health != Health.Failed),
        ["checks"] = Document.Array(diagnoses, d => new JsonObject
        {
            ["subject"] = d.Subject,
            ["health"] = Kebab.Name(d.Health),
            ["found"] = d.Found,
            ["fix"] = d.Fix,
        }),
    };
}
