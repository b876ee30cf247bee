"""What stands beside the words of a page: numbered notes, words that lead to the glossary, how to cite."""
