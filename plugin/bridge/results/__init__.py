"""Result layers in the project: styled, described and compared."""
