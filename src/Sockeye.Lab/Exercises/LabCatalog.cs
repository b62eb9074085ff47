namespace Sockeye.Lab.Exercises;

/// <summary>The exercises in their order.</summary>
internal static class LabCatalog
{
    public static IReadOnlyList<IExercise> All { get; } =
    [
        new HelloExercise("3.1", reply: false),
        new HelloExercise("3.2", reply: true),
        new UpperExercise(),
        new TalkExercise(),
        new FileOnceExercise(),
        new FilesIterativeExercise(),
        new FilesConcurrentExercise(),
        new DatagramFilesExercise(),
        new StudyExercise(),
        new ConnectExercise(),
        new PingExercise(),
    ];

    /// <summary>The exercise of that number; null when there is none.</summary>
    public static IExercise? Find(string id) => All.FirstOrDefault(exercise => exercise.Id == id);
}
