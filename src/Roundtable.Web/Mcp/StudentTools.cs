using System.ComponentModel;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Roundtable.Record.Wording;
using Roundtable.Web.Api;
using Roundtable.Workspace;
using Roundtable.Workspace.Students;
using Roundtable.Workspace.Students.Folders;
using Role = Roundtable.Workspace.Access.Role;

namespace Roundtable.Web.Mcp;

/// <summary>Tools that tell which students there are and how good each is. Students are taught with the command line.</summary>
public sealed class StudentTools(McpConnection connection, WorkspaceContext workspace)
{
    private const int MaxStudents = 100;

    /// <summary>The tools.</summary>
    public IEnumerable<McpServerTool> All() =>
    [
        ToolAnswer.Reading(
            List,
            "list_students",
            "List students",
            "Lists the small local models that panels taught, newest first, with how often each says what its teacher says.",
            ToolAnswer.Schema(["students", "total"], new JsonObject
            {
                ["students"] = AnswerSchemas.Inline("StudentList"),
                ["total"] = ToolAnswer.Type("integer", "How many there are."),
            })),
        ToolAnswer.Reading(
            Show,
            "get_student",
            "A student",
            "Shows a student: who taught it under which conditions, how good it is by class, and what it costs and gains to hand texts over.",
            ToolAnswer.ApiSchema("Student")),
    ];

    private CallToolResult List(
        [Description("Maximum number of students, 1 to 100.")] int limit = 20)
    {
        connection.Require(Role.Reader);
        ToolAnswer.RequireLimit(limit, MaxStudents);

        var students = StudentFolder.All(workspace.DataDirectory);
        var text = new StringBuilder().AppendLine(CultureInfo.InvariantCulture, $"{Math.Min(limit, students.Count)} of {students.Count} students");
        foreach (var report in students.Take(limit).Select(s => s.Report))
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"{Neutralise.Line(report.Name)}: {report.Classes.Count} classes; it says what its teacher says of ")
                .AppendLine(StudentSentences.Share(report.Test.Agreement));
        }

        return ToolAnswer.Of(text.ToString(), new JsonObject
        {
            ["students"] = new JsonArray([.. students.Take(limit).Select(s => (JsonNode)s.Row())]),
            ["total"] = students.Count,
        });
    }

    private CallToolResult Show(
        [Description("The student's version, as list_students tells it after the at sign.")] string version)
    {
        connection.Require(Role.Reader);
        try
        {
            var student = StudentFolder.OfVersion(workspace.DataDirectory, version);
            var lines = StudentSentences.Test(student.Report).Prepend(student.Report.Name).Concat(student.Report.Conditions.Select(c => $"Condition: {c}."));
            return ToolAnswer.Of(string.Join('\n', lines.Select(l => Neutralise.Line(l))), student.Json());
        }
        catch (WorkspaceException e)
        {
            throw new McpException(e.Message, e);
        }
    }
}
